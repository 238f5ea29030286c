/** Where pairs come from: one interface, and a package for each kind of source. */
package dev.kstar.ingest.source;
