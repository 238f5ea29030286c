package dev.kstar.trainer.training;

import dev.kstar.contract.Decoded.Rejected;
import dev.kstar.stream.DeadLetters;
import dev.kstar.trainer.checkpoint.Lineage;
import dev.kstar.trainer.intake.MiniBatch;
import dev.kstar.trainer.training.FiniteStep.PairAtFault;
import dev.kstar.v1.RejectionKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Batches that made the loss or a gradient non-finite, and so left the model as it was: they go to
 * the dead letters by their offsets, and are counted. Where single pairs are at fault, only those
 * go there. Used by the training thread only.
 */
final class Discards {
  private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();
  private static final String ALL = "discarded";
  private static final String IN_A_ROW = "discarded_in_a_row";

  private final DeadLetters deadLetters;
  private final String topic;
  private final int most;
  private long lastRetry = System.nanoTime();
  private long all;
  private long inARow;
  private String lastCoordinates = "before the restart";
  private String lastMagnitude = "";

  /**
   * @param topic in which the batches stand
   * @param most in a row, after which training should pause
   */
  Discards(DeadLetters deadLetters, String topic, int most, Lineage lineage) {
    this.deadLetters = deadLetters;
    this.topic = topic;
    this.most = most;
    all = lineage.counter(ALL);
    inARow = lineage.counter(IN_A_ROW);
  }

  void add(MiniBatch batch) {
    all++;
    inARow++;
    lastCoordinates = batch.coordinates();
    Optional<Magnitude> magnitude =
        batch.rows() == 0 ? Optional.empty() : Optional.of(Magnitude.of(batch.pairs()));
    lastMagnitude = magnitude.map(m -> ": %s; %s".formatted(m, m.advice())).orElse("");
    Rejected why =
        new Rejected(
            RejectionKind.REJECTION_KIND_NON_FINITE_LOSS,
            "the loss and its gradients must be finite but were not for the batch of "
                + lastCoordinates);
    for (MiniBatch.Range range : batch.ranges()) {
      deadLetters.sendRange(topic, range.partition(), range.first(), range.end(), why);
    }
  }

  /** A pair was left out of its batch, which was trained on without it. */
  void add(PairAtFault pair) {
    Rejected why =
        new Rejected(
            RejectionKind.REJECTION_KIND_NON_FINITE_LOSS,
            "the pair%s must leave the loss and its gradients finite but did not: its %s"
                .formatted(pair.id().isEmpty() ? "" : " " + pair.id(), pair.magnitude()));
    MiniBatch.Range place = pair.place();
    deadLetters.sendPair(topic, place.partition(), place.first(), pair.key(), why);
  }

  /** A batch was trained on, or someone has looked at it. */
  void endRow() {
    inARow = 0;
  }

  boolean areTooMany() {
    return inARow >= most;
  }

  /** Why training pauses. */
  String reason() {
    return "%d batches in a row made the loss or a gradient non-finite, the last %s%s"
        .formatted(inARow, lastCoordinates, lastMagnitude);
  }

  /**
   * Why training must wait: a letter, of whatever kind, that could not be written. Such letters are
   * sent again from time to time.
   */
  Optional<String> unwrittenLetters() {
    if (deadLetters.unsent() == 0) {
      return Optional.empty();
    }
    if (System.nanoTime() - lastRetry > RETRY_NANOS) {
      deadLetters.retry();
      lastRetry = System.nanoTime();
    }
    return Optional.of(deadLetters.failure());
  }

  /** Batches of the whole run that did not reach the weights. */
  long all() {
    return all;
  }

  /** For a checkpoint. */
  Map<String, Long> counters() {
    return Map.of(ALL, all, IN_A_ROW, inARow);
  }
}
