package dev.kstar.local.cli;

import dev.kstar.learning.snapshot.SampleStandardisation;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.SnapshotMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an export tells its user: which model was written and why, and which samples the files take.
 * Pure.
 *
 * @param snapshot that is exported
 * @param id that was asked for; empty for the newest weights
 * @param member that was asked for
 */
record ExportSummary(Snapshot snapshot, String id, Optional<Integer> member) {
  /**
   * Refuses a member that is not the named snapshot's.
   *
   * @throws Mistakes.Found if both are given and do not agree
   */
  void check() {
    SnapshotMetadata metadata = snapshot.metadata();
    if (member.isPresent() && member.get() != metadata.member()) {
      throw new Mistakes.Found(
          List.of(
              "--member must be %d, the member of snapshot %s, but was %d"
                  .formatted(metadata.member(), metadata.id(), member.get())));
    }
  }

  /**
   * The lines for the terminal.
   *
   * @param dimensions width d of every member, where the newest weights are exported
   * @param onnx whether ONNX models were written
   * @param safetensors whether weights were written
   */
  List<String> lines(List<Integer> dimensions, boolean onnx, boolean safetensors) {
    SnapshotMetadata metadata = snapshot.metadata();
    List<String> lines = new ArrayList<>();
    lines.add(
        "snapshot %s, step %d, dimension %d"
            .formatted(metadata.id(), metadata.step(), metadata.shape().dimension()));
    if (dimensions.size() > 1) {
      lines.add(
          "member %d of %d (d = %s), %s"
              .formatted(
                  metadata.member(),
                  dimensions.size(),
                  String.join(", ", dimensions.stream().map(String::valueOf).toList()),
                  member.isPresent()
                      ? "as --member says"
                      : "the first, since --member was not given; members count from 0"));
    }
    Optional<SampleStandardisation> recorded = SampleStandardisation.of(metadata);
    if (onnx) {
      lines.add("the ONNX models take " + recorded.map(ExportSummary::raw).orElse(UNKNOWN));
    }
    if (safetensors) {
      lines.add("the weights take " + recorded.map(ExportSummary::prepared).orElse(UNKNOWN));
    }
    return lines;
  }

  private static final String UNKNOWN =
      "samples as they stand in the stream: this snapshot is from before snapshots recorded how"
          + " samples were standardised";

  private static final String AS_IN_SOURCE = "samples as the source has them";

  private static String raw(SampleStandardisation standardisation) {
    return standardisation.x().isEmpty()
        ? AS_IN_SOURCE
        : AS_IN_SOURCE + ": they standardise first (%s)".formatted(standardisation.method());
  }

  private static String prepared(SampleStandardisation standardisation) {
    return standardisation.x().isEmpty()
        ? AS_IN_SOURCE
        : "standardised samples (%s): (x - x_centre) / x_scale and (y - y_centre) / y_scale, which"
                .formatted(standardisation.method())
            + " stand in the file's metadata";
  }
}
