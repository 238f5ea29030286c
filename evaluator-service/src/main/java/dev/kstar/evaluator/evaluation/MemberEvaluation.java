package dev.kstar.evaluator.evaluation;

import ai.djl.Device;
import dev.kstar.evaluator.holdout.HoldoutView;
import dev.kstar.evaluator.snapshot.TakenSnapshot;
import dev.kstar.learning.snapshot.EncoderShape;
import dev.kstar.learning.snapshot.SnapshotEncoder;
import dev.kstar.measure.Points;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.SnapshotInfo;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Encodes the window with one member's snapshot after another and measures each, until one cannot
 * represent some of the pairs: those have to be left out first, for all members alike.
 */
final class MemberEvaluation {
  private final HoldoutInputs inputs;
  private final Measures measures;

  /** Reasons by row of the window. */
  private final SortedMap<Integer, String> unrepresentable = new TreeMap<>();

  MemberEvaluation(HoldoutInputs inputs, Measures measures) {
    this.inputs = inputs;
    this.measures = measures;
  }

  /** Why members so far cannot represent pairs, by row of the window; empty when they can. */
  SortedMap<Integer, String> unrepresentable() {
    return unrepresentable;
  }

  /**
   * Measures one member.
   *
   * @return empty once there are {@link #unrepresentable} pairs
   * @throws NotNow when the snapshot does not fit the pairs, or represents less than half of them
   */
  Optional<MemberReport> report(TakenSnapshot taken) throws NotNow {
    requireFit(taken);
    SnapshotInfo info = taken.info();
    MemberReport.Builder report =
        MemberReport.newBuilder()
            .setMember(info.getMember())
            .setDimension(taken.snapshot().metadata().shape().dimension())
            .setStep(taken.snapshot().metadata().step())
            .setSnapshotId(info.getSnapshotId())
            .setSnapshotSha256(info.getSha256())
            .setTemperature(taken.snapshot().metadata().temperature());
    try (SnapshotEncoder encoder = SnapshotEncoder.load(taken.snapshot(), Device.cpu())) {
      float[] f = encoder.encodeX(inputs.x(), inputs.count());
      float[] g = encoder.encodeY(inputs.y(), inputs.count());
      check(f, g, report);
      if (!unrepresentable.isEmpty()) {
        return Optional.empty();
      }
      int dimension = report.getDimension();
      measures.add(
          new Points(inputs.count(), dimension, f),
          new Points(inputs.count(), dimension, g),
          inputs,
          report);
    }
    return Optional.of(report.build());
  }

  private void requireFit(TakenSnapshot taken) throws NotNow {
    EncoderShape shape = taken.snapshot().metadata().shape();
    HoldoutView view = inputs.view();
    if (shape.dx() != view.dx() || shape.dy() != view.dy()) {
      throw NotNow.trouble(
          "the held-out pairs have dx %d, dy %d but member %d was trained on dx %d, dy %d"
              .formatted(view.dx(), view.dy(), taken.info().getMember(), shape.dx(), shape.dy()),
          null);
    }
  }

  /** A member that represents less than half of the pairs is at fault itself, not the pairs. */
  private void check(float[] f, float[] g, MemberReport.Builder report) throws NotNow {
    SortedMap<Integer, String> found = new TreeMap<>();
    int dimension = report.getDimension();
    for (int i = 0; i < inputs.count(); i++) {
      Optional<String> inF = Representability.defect(f, i, dimension, "f(x)");
      Optional<String> defect =
          inF.isPresent() ? inF : Representability.defect(g, i, dimension, "g(y)");
      if (defect.isPresent()) {
        found.put(i, defect.get());
      }
    }
    if (2 * found.size() > inputs.count()) {
      throw NotNow.trouble(fault(found, report), null);
    }
    found.forEach((row, defect) -> unrepresentable.putIfAbsent(row, sentence(row, defect, report)));
  }

  private String fault(SortedMap<Integer, String> found, MemberReport.Builder report) {
    int row = found.firstKey();
    return String.format(
        Locale.ROOT,
        "%s of member %d at step %d cannot be measured: %s for %,d of the %,d held-out pairs, first"
            + " for \"%s\"",
        found.get(row).contains("f(x)") ? "f" : "g",
        report.getMember(),
        report.getStep(),
        found.get(row),
        found.size(),
        inputs.count(),
        inputs.view().pairs().get(row).id());
  }

  private String sentence(int row, String defect, MemberReport.Builder report) {
    return String.format(
        Locale.ROOT,
        "member %d at step %d cannot represent pair \"%s\": %s",
        report.getMember(),
        report.getStep(),
        inputs.view().pairs().get(row).id(),
        defect);
  }
}
