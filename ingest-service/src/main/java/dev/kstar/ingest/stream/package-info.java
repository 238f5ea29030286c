/**
 * From a source into Kafka: the descriptor, the holdout split, the pace and the loop that writes.
 *
 * <pre>
 * PairSource ── IngestLoop ── Pacing, LagGate ── PairWriter ──▶ kstar.pairs, kstar.pairs.holdout
 * </pre>
 */
package dev.kstar.ingest.stream;
