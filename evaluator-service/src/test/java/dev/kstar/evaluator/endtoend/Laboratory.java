package dev.kstar.evaluator.endtoend;

import ai.djl.Device;
import dev.kstar.evaluator.holdout.HeldPair;
import dev.kstar.evaluator.holdout.HoldoutState;
import dev.kstar.evaluator.holdout.HoldoutView;
import dev.kstar.evaluator.snapshot.SnapshotSource;
import dev.kstar.evaluator.snapshot.TakenSnapshot;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.population.MemberSpec;
import dev.kstar.learning.population.PairBatch;
import dev.kstar.learning.population.Population;
import dev.kstar.learning.population.PopulationSpec;
import dev.kstar.learning.population.StepOutcome;
import dev.kstar.learning.snapshot.Safetensors;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.v1.MemberState;
import dev.kstar.v1.SnapshotInfo;
import dev.kstar.v1.TrainerState;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The trainer's and ingest's part of the system in one thread, without Kafka: a real population on
 * the linear stream, its states and its snapshots, and the newest held-out pairs.
 */
final class Laboratory implements SnapshotSource, AutoCloseable {
  private static final int BATCH = 256;
  private static final int WINDOW = 2_000;

  /** Held-out pairs for each training pair, as with the default share of 0.05. */
  private static final double HELD_OUT = 0.05 / 0.95;

  private final LinearPairs pairs;
  private final Population population;
  private final PairBatch batch = PairBatch.allocate(BATCH, LinearPairs.DX, LinearPairs.DY);
  private final Deque<HeldPair> holdout = new ArrayDeque<>();
  private final String runId;
  private List<StepOutcome.Member> last = List.of();
  private long held;

  /**
   * @param runId tells this training from others
   */
  Laboratory(Setting setting, String runId) {
    this.runId = runId;
    pairs = new LinearPairs(setting.kStar(), setting.noise(), setting.seed());
    PopulationSpec spec =
        new PopulationSpec(
            LinearPairs.DX,
            LinearPairs.DY,
            setting.hidden(),
            setting.dimensions().stream().map(d -> new MemberSpec(d, setting.seed())).toList());
    population =
        Population.create(
            spec, new NormaliserSpec.Running(), OptimizerSettings.defaults(), Device.cpu());
    hold(WINDOW);
  }

  /** From now on the pairs share so many coordinates. */
  void share(int coordinates) {
    pairs.share(coordinates);
  }

  /** Trains up to that step. */
  void train(long upTo) {
    while (population.step() < upTo) {
      pairs.fill(batch);
      last = population.step(batch).members();
      hold((long) (population.step() * BATCH * HELD_OUT) + WINDOW);
    }
  }

  private void hold(long upTo) {
    for (; held < upTo; held++) {
      float[] x = new float[LinearPairs.DX];
      float[] y = new float[LinearPairs.DY];
      pairs.next(x, y);
      holdout.addLast(new HeldPair("held-" + held, 0, held, x, y, Map.of()));
      if (holdout.size() > WINDOW) {
        holdout.removeFirst();
      }
    }
  }

  HoldoutState holdout() {
    return new HoldoutState.Reading(
        new HoldoutView(LinearPairs.DX, LinearPairs.DY, List.copyOf(holdout)));
  }

  @Override
  public TrainerState state() {
    TrainerState.Builder state =
        TrainerState.newBuilder().setRunId(runId).setStep(population.step());
    for (int m = 0; m < last.size(); m++) {
      MemberSpec spec = population.spec().members().get(m);
      state.addMembers(
          MemberState.newBuilder()
              .setMember(m)
              .setDimension(spec.dimension())
              .setSeed(spec.seed())
              .setLoss(last.get(m).loss())
              .setTemperature(last.get(m).temperature())
              .setNormF(last.get(m).normF())
              .setNormG(last.get(m).normG()));
    }
    return state.build();
  }

  @Override
  public TakenSnapshot take(int member) {
    Snapshot snapshot = population.snapshot(member, runId, "", new TreeMap<>());
    SnapshotInfo info =
        SnapshotInfo.newBuilder()
            .setSnapshotId("%s-%d-%d".formatted(runId, member, population.step()))
            .setRunId(runId)
            .setMember(member)
            .setDimension(snapshot.metadata().shape().dimension())
            .setStep(population.step())
            .setSha256(sha256(Safetensors.write(snapshot)))
            .build();
    return new TakenSnapshot(info, snapshot);
  }

  private static String sha256(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    population.close();
  }
}
