package dev.kstar.trainer.snapshot;

import dev.kstar.v1.SnapshotInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which snapshots are to go: of each run and member all but the newest {@code keep}, and what is
 * older than {@code maxAge} unless it is its member's newest of all runs.
 */
record Retention(int keep, Duration maxAge) {
  private static final Comparator<SnapshotInfo> NEWEST_LAST =
      Comparator.comparingLong(SnapshotInfo::getCreatedMs).thenComparingLong(SnapshotInfo::getStep);

  private record Model(String run, int member) {}

  List<SnapshotInfo> surplus(Collection<SnapshotInfo> all, long nowMs) {
    Map<Integer, SnapshotInfo> newest =
        all.stream()
            .collect(
                Collectors.toMap(
                    SnapshotInfo::getMember,
                    snapshot -> snapshot,
                    (a, b) -> NEWEST_LAST.compare(a, b) > 0 ? a : b));
    Map<Model, List<SnapshotInfo>> models =
        all.stream().collect(Collectors.groupingBy(s -> new Model(s.getRunId(), s.getMember())));
    List<SnapshotInfo> surplus = new ArrayList<>();
    for (List<SnapshotInfo> model : models.values()) {
      model.stream()
          .sorted(Comparator.comparingLong(SnapshotInfo::getStep).reversed())
          .skip(keep)
          .forEach(surplus::add);
    }
    for (SnapshotInfo snapshot : all) {
      boolean old = nowMs - snapshot.getCreatedMs() > maxAge.toMillis();
      if (old && !newest.containsValue(snapshot) && !surplus.contains(snapshot)) {
        surplus.add(snapshot);
      }
    }
    return surplus;
  }
}
