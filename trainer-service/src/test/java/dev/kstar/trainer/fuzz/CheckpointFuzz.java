package dev.kstar.trainer.fuzz;

import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.learning.checkpoint.CheckpointFormat;
import dev.kstar.learning.checkpoint.MalformedCheckpointException;
import dev.kstar.learning.checkpoint.UnsupportedCheckpointException;
import dev.kstar.learning.population.PopulationState;
import dev.kstar.learning.snapshot.Tensor;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files that are nearly checkpoints. Every other one has the right checksum, so that what lies
 * behind it is reached.
 */
final class CheckpointFuzz {
  private static final int DIGEST = 32;

  private final byte[] valid = CheckpointFormat.write(checkpoint());
  private final Mutations mutations;

  CheckpointFuzz(long seed) {
    mutations = new Mutations(seed);
  }

  /**
   * Reads so many.
   *
   * @return how many of them were whole
   */
  long run(long count) throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    byte[] body = Arrays.copyOf(valid, valid.length - DIGEST);
    long whole = 0;
    for (long i = 0; i < count; i++) {
      byte[] file = i % 2 == 0 ? mutations.of(valid) : sealed(mutations.of(body), sha256);
      try {
        CheckpointFormat.read(file);
        whole++;
      } catch (MalformedCheckpointException | UnsupportedCheckpointException e) {
        // said in a sentence, which is what is wanted
      }
    }
    return whole;
  }

  private static byte[] sealed(byte[] body, MessageDigest sha256) {
    byte[] file = Arrays.copyOf(body, body.length + DIGEST);
    System.arraycopy(sha256.digest(body), 0, file, body.length, DIGEST);
    return file;
  }

  private static Checkpoint checkpoint() {
    TreeMap<String, Tensor> arrays = new TreeMap<>();
    arrays.put("f.0.weight", new Tensor(List.of(1, 2, 3), new float[] {1, -0f, 3, 4, 5, 6}));
    arrays.put("f.0.weight.mean", new Tensor(List.of(0), new float[0]));
    return new Checkpoint(
        new TreeMap<>(Map.of("run_id", "r", "gaps", "0@[1..2]")),
        new TreeMap<>(Map.of("restarts", 3L)),
        List.of(7L, 8L),
        new TreeMap<>(Map.of("x", new Tensor(List.of(1, 2), new float[] {5, 6}))),
        new PopulationState(9, arrays, new TreeMap<>(Map.of("theta", List.of(-5.25)))));
  }
}
