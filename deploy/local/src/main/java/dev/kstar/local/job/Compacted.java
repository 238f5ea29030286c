package dev.kstar.local.job;

import dev.kstar.v1.MemberReport;

/**
 * A model with what it costs to keep and to use.
 *
 * @param report the evaluator's figures of it
 * @param bytes size of its snapshot
 * @param encodeMilliseconds of a call that encodes {@link #SAMPLES} x, the way to the trainer and
 *     back included
 */
public record Compacted(MemberReport report, long bytes, double encodeMilliseconds) {
  /** Samples in a call. */
  public static final int SAMPLES = 1_000;
}
