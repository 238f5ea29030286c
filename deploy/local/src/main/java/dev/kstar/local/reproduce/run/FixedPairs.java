package dev.kstar.local.reproduce.run;

import dev.kstar.local.job.Source;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A fixed set of synthetic pairs as two {@code .npy} files: the first k* coordinates of x are a
 * function of the first k* of y, all others are independent N(0, 1), as in the ingest service's
 * stream. Gui, Ma, Ma, NeurIPS 2025 (arXiv 2505.12473), section on synthetic data.
 */
final class FixedPairs {
  private static final int HEADER = 128;

  private FixedPairs() {}

  static Path x(Path folder) {
    return folder.resolve("x.npy");
  }

  static Path y(Path folder) {
    return folder.resolve("y.npy");
  }

  /** Writes both files, float32, one row a pair. */
  static void write(Source.Synthetic kind, int rows, long seed, Path folder) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    float[] x = new float[kind.dx()];
    float[] y = new float[kind.dy()];
    try (DataOutputStream xs = open(x(folder), rows, x.length);
        DataOutputStream ys = open(y(folder), rows, y.length)) {
      for (int row = 0; row < rows; row++) {
        normal(random, y);
        normal(random, x);
        link(kind, x, y);
        xs.write(bytes(x));
        ys.write(bytes(y));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written".formatted(folder), e);
    }
  }

  /** Makes the shared coordinates of x, which hold independent noise, a function of y's. */
  static void link(Source.Synthetic kind, float[] x, float[] y) {
    if (kind.link() == Source.Link.LINEAR) {
      float noise = (float) kind.noise();
      float scale = (float) (1 / Math.sqrt(1 + kind.noise() * kind.noise()));
      for (int i = 0; i < kind.kStar(); i++) {
        x[i] = (y[i] + noise * x[i]) * scale;
      }
      return;
    }
    x[0] = Math.min(y[0], 0);
    if (kind.kStar() > 1) {
      x[1] = y[0] + y[1] > 0.5f ? y[1] : 0;
    }
    for (int i = 2; i < kind.kStar(); i++) {
      x[i] = Math.max(y[i], 0);
    }
  }

  private static void normal(RandomGenerator random, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
  }

  private static DataOutputStream open(Path file, int rows, int columns) throws IOException {
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    String shape =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }".formatted(rows, columns);
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    out.write(magic);
    int length = HEADER - magic.length - Short.BYTES;
    out.write(length & 0xff);
    out.write(length >>> 8);
    String padded = shape + " ".repeat(length - shape.length() - 1) + "\n";
    out.write(padded.getBytes(StandardCharsets.US_ASCII));
    return out;
  }

  private static byte[] bytes(float[] row) {
    ByteBuffer buffer =
        ByteBuffer.allocate(row.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(row);
    return buffer.array();
  }
}
