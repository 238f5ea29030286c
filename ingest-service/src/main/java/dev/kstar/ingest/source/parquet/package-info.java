/** Apache Parquet files, read without Hadoop. */
package dev.kstar.ingest.source.parquet;
