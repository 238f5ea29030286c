package dev.kstar.trainer.intake;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * What was missing in the log when it should have been read, and was skipped. Written by the intake
 * thread, read by any.
 */
public final class Gaps {
  private final List<Gap> found = new CopyOnWriteArrayList<>();

  private record Gap(int partition, long from, long to) {}

  void add(int partition, long from, long to) {
    found.add(new Gap(partition, from, to));
  }

  /**
   * The gaps that training has passed, as in {@code 0@[12..75], 1@[8..71]}; empty when there are
   * none.
   *
   * @param nextOffsets how far training is, by partition
   */
  public String before(long[] nextOffsets) {
    return found.stream()
        .filter(gap -> gap.to <= nextOffsets[gap.partition])
        .map(gap -> "%d@[%d..%d]".formatted(gap.partition, gap.from, gap.to - 1))
        .collect(Collectors.joining(", "));
  }
}
