/** Pairs that clients push: the intake between their calls and the ingest thread. */
package dev.kstar.ingest.source.push;
