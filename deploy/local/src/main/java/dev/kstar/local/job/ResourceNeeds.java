package dev.kstar.local.job;

import com.sun.management.OperatingSystemMXBean;
import dev.kstar.local.broker.LogSize;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a job of very wide pairs needs beyond the usual. Its weights and batches, which are small
 * else, decide how much memory the services take and how much of the log must be kept.
 *
 * @param values of x and y of a pair together
 * @param logBytes least size of the log
 * @param heap megabytes of heap beyond the usual, by service
 */
public record ResourceNeeds(long values, long logBytes, Map<String, Long> heap) {
  /** Nothing beyond the usual. */
  public static final ResourceNeeds USUAL = new ResourceNeeds(0, 0, Map.of());

  private static final long MEGABYTE = 1 << 20;

  /** The usual heaps of all processes together, with what Java and PyTorch take beside them. */
  private static final long USUAL_MEGABYTES = 3_000;

  /** What fits into the usual heaps. */
  private static final long SPARE = 64 * MEGABYTE;

  /** Of held-out pairs that the evaluator keeps. */
  private static final long WINDOW_BYTES = 256 * MEGABYTE;

  private static final long USUAL_WINDOW = 2_000;

  /** Fewest held-out pairs that a report can be made of by default. */
  private static final long MIN_WINDOW = 200;

  /** Pairs that ingest and its client of Kafka hold at a time. */
  private static final int PAIRS_IN_INGEST = 64;

  /** Batches that the trainer reads ahead, forms, and trains on. */
  private static final int BATCHES_IN_TRAINER = 12;

  /** Batches that may wait in the log, of which ingest fills half. */
  private static final int BATCHES_IN_LOG = 16;

  /**
   * The trainer's copies of the weights: with both of Adam's moments, a checkpoint as it is made.
   */
  private static final int COPIES_IN_TRAINER = 16;

  /** The evaluator's: a snapshot as it comes, as bytes and as arrays. */
  private static final int COPIES_IN_EVALUATOR = 4;

  /** Held-out pairs that the evaluator keeps beside the window. */
  private static final int PAIRS_IN_RESERVE = 64;

  /** Of held-out pairs: as they came, as matrices, and without what repeats. */
  private static final int COPIES_OF_WINDOW = 3;

  public ResourceNeeds {
    heap = Map.copyOf(heap);
  }

  /** Returns what a job needs; {@link #USUAL} while its width is not known. */
  public static ResourceNeeds of(Job job) {
    long pair = pairBytes(job);
    long batch = job.batch() * pair;
    long weights = firstLayerBytes(job) * job.dimensions().size() * job.replicas();
    long window = windowOf(job).orElse(USUAL_WINDOW);
    return new ResourceNeeds(
        job.values(),
        BATCHES_IN_LOG * batch,
        Map.of(
            "ingest",
            beyondSpare(PAIRS_IN_INGEST * pair),
            "trainer",
            beyondSpare(COPIES_IN_TRAINER * weights + BATCHES_IN_TRAINER * batch),
            "evaluator",
            beyondSpare(
                COPIES_IN_EVALUATOR * weights
                    + (COPIES_OF_WINDOW * window + PAIRS_IN_RESERVE) * pair)));
  }

  /** Held-out pairs that are evaluated on; empty for the usual number. */
  static OptionalLong windowOf(Job job) {
    long pair = pairBytes(job);
    return USUAL_WINDOW * pair <= WINDOW_BYTES
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(MIN_WINDOW, WINDOW_BYTES / pair));
  }

  private static long pairBytes(Job job) {
    return job.values() * Float.BYTES;
  }

  /** Of one model: the layers that are as wide as the pairs. */
  private static long firstLayerBytes(Job job) {
    int outputs =
        job.hidden().isEmpty()
            ? job.dimensions().stream().mapToInt(Integer::intValue).max().orElse(1)
            : job.hidden().get(0);
    return pairBytes(job) * outputs;
  }

  private static long beyondSpare(long bytes) {
    return bytes <= SPARE ? 0 : bytes / MEGABYTE;
  }

  /** Megabytes of heap beyond the usual for a service. */
  public long heapMegabytes(String service) {
    return heap.getOrDefault(service, 0L);
  }

  /** Returns a sentence where this machine has too little memory; empty where it has enough. */
  public Optional<String> excess() {
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return excess(machine.getTotalMemorySize() / MEGABYTE);
  }

  /**
   * Returns a sentence where a machine has too little memory; empty where it has enough.
   *
   * @param megabytes of the machine's memory
   */
  Optional<String> excess(long megabytes) {
    long more = heap.values().stream().mapToLong(Long::longValue).sum();
    return more == 0 || USUAL_MEGABYTES + more <= megabytes
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "pairs of %,d values take about %,d MB of memory with these models and batches,"
                    + " but this machine has %,d MB: choose fewer columns, or a smaller --hidden"
                    + " or --batch",
                values,
                USUAL_MEGABYTES + more,
                megabytes));
  }

  /** Says that a log that was asked for is too small. */
  public String tooSmall(LogSize asked) {
    return String.format(
        Locale.ROOT,
        "--retain must be at least %dMB for batches of pairs of %,d values but was %dMB",
        (logBytes + 999_999) / 1_000_000,
        values,
        asked.bytes() / 1_000_000);
  }
}
