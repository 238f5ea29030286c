package dev.kstar.trainer.intake;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was missing in the log when it should have been read, and was skipped. Written by the intake
 * thread, read by any.
 */
public final class Gaps {
  private final List<Gap> earlier;
  private final List<Gap> found = new CopyOnWriteArrayList<>();

  /**
   * @param earlier of the same run, before this process
   */
  public Gaps(List<Gap> earlier) {
    this.earlier = List.copyOf(earlier);
  }

  void add(int partition, long from, long end) {
    found.add(new Gap(partition, from, end));
  }

  /**
   * The gaps of this process that training has passed, as in {@code 0@[12..75], 1@[8..71]}; empty
   * when there are none.
   *
   * @param nextOffsets how far training is, by partition
   */
  public String before(long[] nextOffsets) {
    return found.stream()
        .filter(gap -> gap.end() <= nextOffsets[gap.partition()])
        .map(Gap::toString)
        .collect(Collectors.joining(", "));
  }

  /** Whether this process has found any. */
  boolean found() {
    return !found.isEmpty();
  }

  /** All gaps of the run so far. */
  public List<Gap> all() {
    return Stream.concat(earlier.stream(), found.stream()).toList();
  }
}
