package dev.kstar.trainer.fuzz;

import java.util.Arrays;
import java.util.Random;

/** Bytes that are nearly right, and now and then bytes that are not at all. Repeats by its seed. */
final class Mutations {
  private static final int[] TELLING = {0, 1, 0x7f, 0x80, 0xff};

  private final Random random;

  Mutations(long seed) {
    random = new Random(seed);
  }

  Random random() {
    return random;
  }

  /** One that was changed a few times, at least once. */
  byte[] of(byte[] valid) {
    if (random.nextInt(10) == 0) {
      byte[] noise = new byte[random.nextInt(2 * valid.length + 1)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] bytes = valid;
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      bytes = change(bytes);
    }
    return bytes;
  }

  private byte[] change(byte[] bytes) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(5)) {
      case 0 -> set(bytes, at, bytes[at] ^ (1 << random.nextInt(8)));
      case 1 -> set(bytes, at, TELLING[random.nextInt(TELLING.length)]);
      case 2 -> Arrays.copyOf(bytes, at); // torn
      case 3 -> splice(bytes, at, Arrays.copyOfRange(bytes, random.nextInt(at + 1), at)); // twice
      default -> int32(bytes, at);
    };
  }

  private static byte[] set(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }

  /** Four bytes that may be a count: none, one, or more than there is memory for. */
  private byte[] int32(byte[] bytes, int at) {
    int value = new int[] {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 28}[random.nextInt(5)];
    byte[] changed = bytes.clone();
    for (int i = 0; i < 4 && at + i < changed.length; i++) {
      changed[at + i] = (byte) (value >>> (24 - 8 * i));
    }
    return changed;
  }

  private static byte[] splice(byte[] bytes, int at, byte[] more) {
    byte[] result = Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(more, 0, result, at, more.length);
    System.arraycopy(bytes, at, result, at + more.length, bytes.length - at);
    return result;
  }
}
