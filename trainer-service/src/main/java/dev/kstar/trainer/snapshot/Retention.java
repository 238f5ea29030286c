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
 * older than {@code maxAge} unless it is the newest.
 */
record Retention(int keep, Duration maxAge) {
  private record Model(String run, int member) {}

  List<SnapshotInfo> surplus(Collection<SnapshotInfo> all, long nowMs) {
    Map<Model, List<SnapshotInfo>> models =
        all.stream().collect(Collectors.groupingBy(s -> new Model(s.getRunId(), s.getMember())));
    List<SnapshotInfo> surplus = new ArrayList<>();
    for (List<SnapshotInfo> any : models.values()) {
      List<SnapshotInfo> model =
          any.stream().sorted(Comparator.comparingLong(SnapshotInfo::getStep).reversed()).toList();
      for (int place = 1; place < model.size(); place++) {
        SnapshotInfo snapshot = model.get(place);
        if (place >= keep || nowMs - snapshot.getCreatedMs() > maxAge.toMillis()) {
          surplus.add(snapshot);
        }
      }
    }
    return surplus;
  }
}
