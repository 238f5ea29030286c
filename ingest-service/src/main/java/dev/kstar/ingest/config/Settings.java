package dev.kstar.ingest.config;

import java.time.Duration;

/**
 * Settings without a mistake.
 *
 * @param stream name of the stream
 * @param startTimeout how long a start waits for Kafka
 * @param source of the pairs
 * @param ingest all else, as it was given
 */
public record Settings(
    String stream, Duration startTimeout, SourceSettings source, IngestConfig ingest) {}
