package dev.kstar.evaluator.holdout;

import dev.kstar.contract.Decoded.Rejected;
import dev.kstar.contract.IdHash;
import dev.kstar.v1.RejectionKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The held-out pairs that a model could not represent in float32. Each is rejected once and left
 * out from then on, also when a source that loops sends it again; a pair of the same id with other
 * values is another pair. Safe for any thread.
 */
public final class UnrepresentablePairs {
  /** Pairs that are remembered; the oldest is forgotten for a new one. */
  private static final int MAX_PAIRS = 10_000;

  /** Pairs that a report remembers for the next start. */
  private static final int MAX_REPORTED = 1_000;

  private final BiConsumer<HeldPair, Rejected> rejection;

  /** Oldest first. */
  private final LinkedHashSet<Long> hashes = new LinkedHashSet<>();

  private volatile int count;

  /**
   * @param rejection takes each pair once, with the reason
   */
  public UnrepresentablePairs(BiConsumer<HeldPair, Rejected> rejection) {
    this.rejection = rejection;
  }

  /**
   * Takes back what a report from before this process remembered.
   *
   * @param count of {@link #count()}
   * @param newest of {@link #newest()}
   */
  public synchronized void restore(int count, List<Long> newest) {
    hashes.addAll(newest);
    this.count = count;
  }

  /** Leaves the pair out from now on, and rejects it unless that has been done before. */
  public void add(HeldPair pair, String reason) {
    synchronized (this) {
      if (!hashes.add(hash(pair))) {
        return;
      }
      if (hashes.size() > MAX_PAIRS) {
        Iterator<Long> oldest = hashes.iterator();
        oldest.next();
        oldest.remove();
      }
      count++;
    }
    rejection.accept(pair, new Rejected(RejectionKind.REJECTION_KIND_NOT_REPRESENTABLE, reason));
  }

  /** Whether a pair of this id and these values is left out. */
  public boolean contains(HeldPair pair) {
    if (count == 0) {
      return false; // the usual case, which costs no hash
    }
    long hash = hash(pair);
    synchronized (this) {
      return hashes.contains(hash);
    }
  }

  /** Pairs that were rejected so far, by this process and by those before it. */
  public int count() {
    return count;
  }

  /** Hashes of the newest pairs, oldest first, for a report to remember. */
  public synchronized List<Long> newest() {
    List<Long> all = new ArrayList<>(hashes);
    return List.copyOf(all.subList(Math.max(0, all.size() - MAX_REPORTED), all.size()));
  }

  private static long hash(HeldPair pair) {
    long hash = IdHash.of(pair.id().getBytes(StandardCharsets.UTF_8));
    return hash(hash(hash, pair.x()), pair.y());
  }

  /** FNV-1a by whole values, stirred so that each bit of a value reaches all bits of the hash. */
  private static long hash(long hash, float[] values) {
    for (float value : values) {
      hash = (hash ^ Float.floatToRawIntBits(value)) * 0x100000001b3L;
      hash ^= hash >>> 29;
    }
    return hash;
  }
}
