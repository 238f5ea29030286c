package dev.kstar.trainer.grpc;

import dev.kstar.learning.engine.EngineInfo;
import dev.kstar.learning.population.MemberSpec;
import dev.kstar.learning.population.StepOutcome;
import dev.kstar.stream.DeadLetters;
import dev.kstar.trainer.config.ConfigHash;
import dev.kstar.trainer.config.TrainerConfig;
import dev.kstar.trainer.intake.PairIntake;
import dev.kstar.trainer.training.Prequential;
import dev.kstar.trainer.training.StateBoard;
import dev.kstar.trainer.training.TrainingState;
import dev.kstar.v1.Engine;
import dev.kstar.v1.Gap;
import dev.kstar.v1.MemberState;
import dev.kstar.v1.PartitionPosition;
import dev.kstar.v1.PrequentialRetrieval;
import dev.kstar.v1.StreamDescriptor;
import dev.kstar.v1.StreamShape;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.TrainerState.Phase;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The newest published state as a message. Safe for any thread. */
public final class StateView {
  private final String runId;
  private final TrainerConfig config;
  private final List<MemberSpec> members;
  private final EngineInfo engine;
  private final StateBoard board;
  private final PairIntake intake;
  private final DeadLetters deadLetters;
  private Supplier<Optional<String>> silence = Optional::empty;

  public StateView(
      String runId,
      TrainerConfig config,
      List<MemberSpec> members,
      EngineInfo engine,
      StateBoard board,
      PairIntake intake,
      DeadLetters deadLetters) {
    this.runId = runId;
    this.config = config;
    this.members = members;
    this.engine = engine;
    this.board = board;
    this.intake = intake;
    this.deadLetters = deadLetters;
  }

  /**
   * Tells of Kafka's silence as well, in the reason: what else is awaited can then not come.
   *
   * @param kafka returns one sentence while Kafka does not answer
   */
  public StateView tellingSilence(Supplier<Optional<String>> kafka) {
    silence = kafka;
    return this;
  }

  /** What is true at the last step boundary. */
  public TrainerState read() {
    TrainingState state = board.read();
    int batch = config.batch().size();
    TrainerState.Builder message =
        TrainerState.newBuilder()
            .setRunId(runId)
            .setPhase(state.phase())
            .setReason(reason(state))
            .setPublishedMs(state.publishedMs())
            .setEngine(engine())
            .setStep(state.step())
            .setPairs(state.step() * batch)
            .setBatchSize(batch)
            .setPairsPerSecond(state.pace().stepsPerSecond() * batch)
            .setStepMilliseconds(state.pace().stepMilliseconds())
            .setTrainingSeconds(state.pace().trainingSeconds())
            .setLag(intake.lag())
            .setDeadLetters(deadLetters.count())
            .setUnsentDeadLetters(deadLetters.unsent())
            .setRepeatedPairs(intake.repeats())
            .setConfigHash(configHash());
    if (state.stream() != null) {
      message.setStream(shape(state.stream()));
    }
    addPositions(message, state.nextOffsets());
    addGaps(message, state.gaps());
    addMembers(message, state.members(), state.prequential());
    return message.build();
  }

  private String reason(TrainingState state) {
    Optional<String> sentence = silence.get();
    boolean keepsOwn =
        state.phase() == Phase.PHASE_PAUSED
            || state.phase() == Phase.PHASE_COMPLETED
            || state.phase() == Phase.PHASE_FAILED;
    if (sentence.isEmpty() || (keepsOwn && !state.reason().isEmpty())) {
      return sentence.map(one -> state.reason() + "; " + one).orElse(state.reason());
    }
    return sentence.get();
  }

  /** Number of models in the population. */
  public int members() {
    return members.size();
  }

  /** Hash of the settings that change the result; empty until the stream is there. */
  public String configHash() {
    TrainingState state = board.read();
    return state.stream() == null
        ? ""
        : ConfigHash.of(config, state.stream(), state.nextOffsets().length);
  }

  private Engine engine() {
    return Engine.newBuilder()
        .setName(engine.name() + " " + engine.version())
        .setDevice(engine.device())
        .setThreads(engine.threads())
        .build();
  }

  private static StreamShape shape(StreamDescriptor stream) {
    return StreamShape.newBuilder()
        .setStream(stream.getStream())
        .setDx(stream.getDx())
        .setDy(stream.getDy())
        .setSource(stream.getSource())
        .build();
  }

  private static void addPositions(TrainerState.Builder message, long[] nextOffsets) {
    for (int p = 0; p < nextOffsets.length; p++) {
      message.addPositions(
          PartitionPosition.newBuilder().setPartition(p).setNextOffset(nextOffsets[p]));
    }
  }

  private static void addGaps(
      TrainerState.Builder message, List<dev.kstar.trainer.intake.Gap> gaps) {
    for (dev.kstar.trainer.intake.Gap gap : gaps) {
      message.addGaps(
          Gap.newBuilder()
              .setPartition(gap.partition())
              .setFromOffset(gap.from())
              .setEndOffset(gap.end()));
    }
  }

  private void addMembers(
      TrainerState.Builder message, List<StepOutcome.Member> progress, Prequential prequential) {
    for (int m = 0; m < progress.size(); m++) {
      MemberState.Builder member =
          MemberState.newBuilder()
              .setMember(m)
              .setDimension(members.get(m).dimension())
              .setSeed(members.get(m).seed())
              .setLoss(progress.get(m).loss())
              .setTemperature(progress.get(m).temperature())
              .setNormF(progress.get(m).normF())
              .setNormG(progress.get(m).normG());
      if (m < prequential.members().size()) {
        member.setPrequential(of(prequential, m));
      }
      message.addMembers(member);
    }
  }

  private static PrequentialRetrieval of(Prequential prequential, int member) {
    return PrequentialRetrieval.newBuilder()
        .setStep(prequential.step())
        .setPairs(prequential.pairs())
        .setXToY(prequential.members().get(member).xToY())
        .setYToX(prequential.members().get(member).yToX())
        .build();
  }
}
