package dev.kstar.evaluator.evaluation;

import ai.djl.Device;
import dev.kstar.evaluator.holdout.HoldoutView;
import dev.kstar.evaluator.snapshot.TakenSnapshot;
import dev.kstar.learning.snapshot.EncoderShape;
import dev.kstar.learning.snapshot.SnapshotEncoder;
import dev.kstar.measure.LeftOut;
import dev.kstar.measure.Points;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.SnapshotInfo;
import java.util.Optional;

/** Encodes the window with one member's snapshot and measures it. */
final class MemberEvaluation {
  private final HoldoutView view;
  private final Measures measures;
  private final float[] x;
  private final float[] y;
  private final Optional<LeftOut.Pairs> shared;

  /** Lays the pairs out once for all members. */
  MemberEvaluation(HoldoutView view, Measures measures) {
    this.view = view;
    this.measures = measures;
    x = view.x();
    y = view.y();
    shared =
        LeftOut.of(new Points(view.count(), view.dx(), x), new Points(view.count(), view.dy(), y));
  }

  /**
   * @throws NotNow when the snapshot does not fit the pairs, or does not give finite numbers
   */
  MemberReport report(TakenSnapshot taken) throws NotNow {
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
      int dimension = report.getDimension();
      Points f = points(encoder.encodeX(x, view.count()), dimension, "f", report);
      Points g = points(encoder.encodeY(y, view.count()), dimension, "g", report);
      measures.add(f, g, view.pairs(), shared, report);
    }
    return report.build();
  }

  private void requireFit(TakenSnapshot taken) throws NotNow {
    EncoderShape shape = taken.snapshot().metadata().shape();
    if (shape.dx() != view.dx() || shape.dy() != view.dy()) {
      throw NotNow.trouble(
          "the held-out pairs have dx %d, dy %d but member %d was trained on dx %d, dy %d"
              .formatted(view.dx(), view.dy(), taken.info().getMember(), shape.dx(), shape.dy()),
          null);
    }
  }

  private Points points(float[] values, int dimension, String encoder, MemberReport.Builder report)
      throws NotNow {
    try {
      return new Points(view.count(), dimension, values);
    } catch (IllegalArgumentException e) {
      throw NotNow.trouble(
          "%s of member %d at step %d cannot be measured: %s"
              .formatted(encoder, report.getMember(), report.getStep(), e.getMessage()),
          e);
    }
  }
}
