package dev.kstar.ingest.source;

import java.nio.file.Path;

/**
 * The row of a file that one modality of a pair was read from.
 *
 * @param row counted from 0
 */
public record RowOrigin(Path file, long row) {}
