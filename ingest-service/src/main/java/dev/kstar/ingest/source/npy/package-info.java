/** The .npy format of NumPy, read in place from a memory map. */
package dev.kstar.ingest.source.npy;
