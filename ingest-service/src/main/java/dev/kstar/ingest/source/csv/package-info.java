/** Comma-separated text, plain or gzipped, held in memory once it is read. */
package dev.kstar.ingest.source.csv;
