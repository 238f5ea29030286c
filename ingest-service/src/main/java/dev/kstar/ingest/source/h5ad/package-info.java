/** AnnData files (HDF5) of single cells. */
package dev.kstar.ingest.source.h5ad;
