package dev.kstar.trainer.fuzz;

import dev.kstar.v1.CheckpointNowRequest;
import dev.kstar.v1.GetStateRequest;
import dev.kstar.v1.PauseRequest;
import dev.kstar.v1.ResumeRequest;
import dev.kstar.v1.TrainerGrpc;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.TrainerState.Phase;
import io.grpc.ManagedChannel;
import java.nio.file.Path;

/** Three kinds of fuzzing, counted. */
public final class FuzzRun {
  private static final int CHECKPOINTS = 3;

  /** After so many every path has been taken, and what is made once is made. */
  private static final long WARM_UP = 1_000;

  private final ManagedChannel channel;
  private final LiveArrays arrays;
  private final int dx;
  private final long seed;

  /**
   * @param pid of the trainer behind the channel
   * @param folder for what is found out about that process
   * @param dx values of x in its stream
   */
  public FuzzRun(ManagedChannel channel, long pid, Path folder, int dx, long seed)
      throws Exception {
    this.channel = channel;
    this.arrays = LiveArrays.of(pid, folder);
    this.dx = dx;
    this.seed = seed;
  }

  /**
   * Decodes so many records and checkpoints, and prints.
   *
   * @throws AssertionError saying what went wrong
   */
  public static void decoders(long count, long seed) throws Exception {
    long checkpoints = count / CHECKPOINTS;
    long records = count - checkpoints;
    System.out.printf(
        "%,d records: %,d were still pairs%n", records, new RecordFuzz(seed).run(records));
    System.out.printf(
        "%,d checkpoints: %,d were whole%n",
        checkpoints, new CheckpointFuzz(seed).run(checkpoints));
  }

  /**
   * Sends so many requests, and prints. Before and after, with training paused, the trainer must
   * have as many native arrays.
   *
   * @throws AssertionError saying what went wrong
   */
  public void requests(long count) throws Exception {
    RequestFuzz fuzz = new RequestFuzz(channel, seed, dx);
    fuzz.run(WARM_UP);
    LiveArrays.Count before = pausedArrays();
    long stepBefore = state().getStep();
    Answers answers = fuzz.run(count);
    LiveArrays.Count after = pausedArrays();
    long made = after.made() - before.made();
    long leaked = after.live() - before.live();
    TrainerState state = state();
    System.out.printf(
        "%,d requests while %,d steps were taken: %s%n%,d native arrays made, %,d leaked%n",
        WARM_UP + count, state.getStep() - stepBefore, answers, made, leaked);
    if (leaked != 0
        || made == 0
        || !answers.unexpected().isEmpty()
        || state.getPhase() == Phase.PHASE_FAILED
        || state.getStep() == stepBefore) {
      throw new AssertionError("%s %s".formatted(answers.unexpected(), state));
    }
  }

  /** The checkpoint of the pause copies arrays for a moment, so it is waited for. */
  private LiveArrays.Count pausedArrays() throws Exception {
    var trainer = TrainerGrpc.newBlockingStub(channel);
    trainer.pause(PauseRequest.getDefaultInstance());
    trainer.checkpointNow(CheckpointNowRequest.getDefaultInstance());
    trainer.checkpointNow(CheckpointNowRequest.getDefaultInstance());
    LiveArrays.Count count = arrays.count();
    trainer.resume(ResumeRequest.getDefaultInstance());
    return count;
  }

  private TrainerState state() {
    return TrainerGrpc.newBlockingStub(channel).getState(GetStateRequest.getDefaultInstance());
  }
}
