package dev.kstar.trainer.intake;

import java.util.Locale;
import org.jboss.logging.Logger;

/**
 * Counts records that were passed over because their batch held the pair already, and says in words
 * when the stream repeats fewer pairs than a batch has room for. Written by the intake thread, read
 * by any.
 */
public final class RepeatMonitor {
  private static final Logger LOG = Logger.getLogger(RepeatMonitor.class);

  /** Below this share of different values a batch's figures are in doubt. */
  private static final double MIN_DIFFERENT = 0.9;

  private static final String NO_NEGATIVES =
      "the stream repeats one pair, and a batch needs at least two different ones";

  private volatile long records;
  private volatile String note = "";

  /** Returns the records passed over since the start. */
  public long records() {
    return records;
  }

  /** Returns what is unusual about the newest batch, in one sentence; empty when nothing is. */
  public String note() {
    return note;
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes
  void passedOver(MiniBatch batch) {
    records++;
    if (batch.rows() == 1) {
      say(NO_NEGATIVES);
    }
  }

  /** A batch is complete. */
  void completed(MiniBatch batch) {
    int room = batch.size();
    int different = batch.differentValues();
    if (different > 0 && !batch.isFull()) {
      say(
          String.format(
              Locale.ROOT,
              "the stream repeats about %,d distinct pairs, fewer than the batch of %,d, so a batch"
                  + " holds only those: start with kstar.batch.size (--batch) of at most %,d",
              batch.rows(),
              room,
              Math.max(2, Integer.highestOneBit(batch.rows()))));
    } else if (different > 0 && different < MIN_DIFFERENT * room) {
      say(
          String.format(
              Locale.ROOT,
              "a batch of %,d pairs holds only %,d different ones, since pairs of other ids have"
                  + " equal values and count as negatives: remove repeated rows, or start with"
                  + " kstar.batch.size (--batch) of at most %,d",
              room,
              different,
              Math.max(2, Integer.highestOneBit(different))));
    } else {
      note = "";
    }
  }

  private void say(String sentence) {
    if (note.isEmpty()) {
      LOG.warn(sentence);
    }
    note = sentence;
  }
}
