package dev.kstar.ingest.check;

/**
 * What a look at a source's files has found.
 *
 * @param values of x and y of a pair together
 * @param rows rows of a pass; 0 for an endless source
 * @param rejectedRows rows that cannot be used, among those that were looked at
 * @param trainingPairs pairs that are trained on, among those that were looked at
 * @param complete whether every row was looked at
 */
public record SourceSummary(
    long values, long rows, long rejectedRows, long trainingPairs, boolean complete) {}
