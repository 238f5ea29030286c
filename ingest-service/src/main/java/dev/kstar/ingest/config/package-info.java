/** The settings of the ingest service and the check that finds every mistake at once. */
package dev.kstar.ingest.config;
