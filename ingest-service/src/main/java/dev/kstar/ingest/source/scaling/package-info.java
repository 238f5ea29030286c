/** Standardisation of a source's values, fitted once and frozen into the stream's descriptor. */
package dev.kstar.ingest.source.scaling;
