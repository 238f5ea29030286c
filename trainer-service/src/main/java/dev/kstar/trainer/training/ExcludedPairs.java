package dev.kstar.trainer.training;

import dev.kstar.trainer.intake.MiniBatch;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Pairs that made a batch non-finite and are left out of every later one, by their identities. Part
 * of the state of training: the same pairs are left out after a restart. Used by one thread.
 */
final class ExcludedPairs {
  /** Beyond so many the oldest is forgotten, and found anew when it comes again. */
  static final int MAX_PAIRS = 10_000;

  private static final String SEPARATOR = " ";
  private static final int HEXADECIMAL = 16;

  private final Set<Long> identities = new LinkedHashSet<>();

  /**
   * Reads what {@link #toString} has written.
   *
   * @param text empty for none
   * @throws NumberFormatException when it is something else
   */
  static ExcludedPairs parse(String text) {
    ExcludedPairs pairs = new ExcludedPairs();
    if (!text.isEmpty()) {
      for (String identity : text.split(SEPARATOR, -1)) {
        pairs.add(Long.parseUnsignedLong(identity, HEXADECIMAL));
      }
    }
    return pairs;
  }

  void add(long identity) {
    if (identities.add(identity) && identities.size() > MAX_PAIRS) {
      identities.remove(identities.iterator().next());
    }
  }

  /** Returns the rows of a batch whose pairs are left out. */
  BitSet in(MiniBatch batch) {
    BitSet rows = new BitSet();
    for (int row = 0; row < batch.rows() && !identities.isEmpty(); row++) {
      if (identities.contains(batch.records().identity(row))) {
        rows.set(row);
      }
    }
    return rows;
  }

  /** For a checkpoint: 16 hexadecimal digits each, the oldest first. */
  @Override
  public String toString() {
    return identities.stream().map("%016x"::formatted).collect(Collectors.joining(SEPARATOR));
  }
}
