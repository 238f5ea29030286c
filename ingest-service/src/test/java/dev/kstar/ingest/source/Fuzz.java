package dev.kstar.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * Reads a valid file again and again, each time damaged in another way, always the same ways. What
 * reads it may refuse it in one line or find what is left of use; nothing else may come out.
 */
public final class Fuzz {
  private static final int FILES = 400;

  private Fuzz() {}

  /** Reads a file, and each row of it. */
  public interface Reading {
    void read(Path file);
  }

  /**
   * Damages a file and reads it.
   *
   * @param valid is read as it is first, without a failure
   */
  public static void survives(Path valid, Reading reading) throws IOException {
    byte[] bytes = Files.readAllBytes(valid);
    reading.read(valid);
    Random random = new Random(1);
    Path damaged = valid.resolveSibling("damaged-" + valid.getFileName());
    for (int i = 0; i < FILES; i++) {
      Files.write(damaged, damage(bytes, random));
      try {
        reading.read(damaged);
      } catch (StartFailure refused) {
        assertThat(refused.getMessage()).contains(damaged.toString());
        assertThat(refused.getMessage().lines().count()).isEqualTo(1);
      }
      Files.delete(damaged); // a file may be mapped still
    }
  }

  private static byte[] damage(byte[] bytes, Random random) {
    byte[] damaged = bytes.clone();
    switch (random.nextInt(4)) {
      case 0 -> damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> {
        int length = 1 + random.nextInt(64);
        int at = random.nextInt(Math.max(1, bytes.length - length));
        for (int i = at; i < Math.min(bytes.length, at + length); i++) {
          damaged[i] = (byte) random.nextInt();
        }
      }
      case 2 -> {
        int from = random.nextInt(bytes.length);
        System.arraycopy(bytes, from, damaged, 0, bytes.length - from);
      }
      default -> {
        for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
          damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
    }
    return damaged;
  }
}
