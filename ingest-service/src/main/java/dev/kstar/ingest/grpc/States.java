package dev.kstar.ingest.grpc;

import dev.kstar.ingest.stream.Phase;
import dev.kstar.ingest.stream.Progress;
import dev.kstar.v1.SourceState;
import dev.kstar.v1.StreamDescriptor;
import java.util.Optional;

/** A source's progress as a message. */
final class States {
  private States() {}

  /**
   * Returns the state of a source.
   *
   * @param silence one sentence while Kafka does not answer
   */
  static SourceState of(StreamDescriptor stream, Progress progress, Optional<String> silence) {
    Phase phase = progress.phase();
    SourceState.Builder state = SourceState.newBuilder();
    progress.secondsLeft().ifPresent(state::setSecondsLeft);
    return state
        .setSource(stream.getSource())
        .setStream(stream)
        .setPhase(phase(phase))
        .setReason(reason(phase, silence))
        .setTrainingPairs(progress.trainingPairs())
        .setHoldoutPairs(progress.holdoutPairs())
        .setPairsPerSecond(progress.pairsPerSecond())
        .setEpoch(progress.epoch())
        .setRejectedRows(progress.rejectedRows())
        .setRows(progress.rows())
        .setRow(progress.row())
        .setBytes(progress.bytes())
        .setBytesPerSecond(progress.bytesPerSecond())
        .build();
  }

  private static String reason(Phase phase, Optional<String> silence) {
    if (phase instanceof Phase.Failed failed) {
      return failed.reason();
    }
    return phase instanceof Phase.Completed ? "" : silence.orElse("");
  }

  private static SourceState.Phase phase(Phase phase) {
    if (phase instanceof Phase.Starting) {
      return SourceState.Phase.PHASE_STARTING;
    }
    if (phase instanceof Phase.Streaming) {
      return SourceState.Phase.PHASE_STREAMING;
    }
    if (phase instanceof Phase.HeldBack) {
      return SourceState.Phase.PHASE_HELD_BACK;
    }
    return phase instanceof Phase.Completed
        ? SourceState.Phase.PHASE_COMPLETED
        : SourceState.Phase.PHASE_FAILED;
  }
}
