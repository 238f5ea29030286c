package dev.kstar.trainer.fuzz;

import dev.kstar.v1.GetStateRequest;
import dev.kstar.v1.TrainerGrpc;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.TrainerState.Phase;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Three kinds of fuzzing, counted. */
public final class FuzzRun {
  /** Requests are a tenth of all: each is a call to another process. */
  private static final int REQUESTS = 10;

  private static final int CHECKPOINTS = 3;

  private final ManagedChannel channel;
  private final long pid;
  private final int dx;
  private final long seed;

  /**
   * @param pid of the trainer behind the channel
   * @param dx values of x in its stream
   */
  public FuzzRun(ManagedChannel channel, long pid, int dx, long seed) {
    this.channel = channel;
    this.pid = pid;
    this.dx = dx;
    this.seed = seed;
  }

  /**
   * Decodes nine tenths of so many records and checkpoints, and prints.
   *
   * @throws AssertionError saying what went wrong
   */
  public static void decoders(long count, long seed) throws Exception {
    long checkpoints = count / CHECKPOINTS;
    long records = count - count / REQUESTS - checkpoints;
    System.out.printf(
        "%,d records: %,d were still pairs%n", records, new RecordFuzz(seed).run(records));
    System.out.printf(
        "%,d checkpoints: %,d were whole%n",
        checkpoints, new CheckpointFuzz(seed).run(checkpoints));
  }

  /**
   * Sends a tenth of so many requests, and prints.
   *
   * @throws AssertionError saying what went wrong
   */
  public void requests(long count) throws Exception {
    send(count / REQUESTS);
  }

  private void send(long count) throws Exception {
    RequestFuzz fuzz = new RequestFuzz(channel, seed, dx);
    fuzz.run(count / 2);
    long before = residentBytes();
    var answers = fuzz.run(count - count / 2);
    long grown = residentBytes() - before;
    System.out.printf("%,d requests: %s; grown by %,d bytes%n", count, answers, grown);
    TrainerState state =
        TrainerGrpc.newBlockingStub(channel).getState(GetStateRequest.getDefaultInstance());
    // an array for each of the Encode requests of the second half that were right
    long leak = count / 2 / 10 / 4 * 64L * dx * Float.BYTES;
    if (state.getPhase() == Phase.PHASE_FAILED || grown > Math.max(leak, 64 << 20)) {
      throw new AssertionError("%s, grown by %,d bytes".formatted(state, grown));
    }
  }

  private long residentBytes() throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
            .filter(l -> l.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
  }
}
