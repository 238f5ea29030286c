/** Pairs from files of any format, row by row in a shuffled order. */
package dev.kstar.ingest.source.file;
