package dev.kstar.learning.population;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A batch of pairs in memory that the engine reads without a copy. Fill it by absolute index,
 * sample i's value j at i·dx + j, and use it again when {@link Population#step} has returned. One
 * thread at a time; handing it to another needs a happens-before edge, such as a queue.
 */
public final class PairBatch {
  /**
   * Matrix products may round differently by the alignment of their operands. One alignment for all
   * batches makes training a function of the values alone.
   */
  private static final int ALIGNMENT = 64;

  private final int size;
  private final int dx;
  private final int dy;
  private final ByteBuffer xBytes;
  private final ByteBuffer yBytes;
  private final FloatBuffer x;
  private final FloatBuffer y;

  private PairBatch(int size, int dx, int dy, ByteBuffer xBytes, ByteBuffer yBytes) {
    this.size = size;
    this.dx = dx;
    this.dy = dy;
    this.xBytes = xBytes;
    this.yBytes = yBytes;
    x = xBytes.asFloatBuffer();
    y = yBytes.asFloatBuffer();
  }

  /** A batch of {@code size} pairs of zeros. */
  public static PairBatch allocate(int size, int dx, int dy) {
    if (size < 1 || dx < 1 || dy < 1) {
      throw new IllegalArgumentException(
          "size, dx and dy must be at least 1 but were %d, %d, %d".formatted(size, dx, dy));
    }
    return new PairBatch(size, dx, dy, allocate(size, dx), allocate(size, dy));
  }

  /**
   * Returns the first rows as a batch of their own in the same memory.
   *
   * @throws IllegalArgumentException if there are not so many
   */
  public PairBatch first(int rows) {
    if (rows < 1 || rows > size) {
      throw new IllegalArgumentException(
          "rows must be in [1, %d] but were %d".formatted(size, rows));
    }
    return new PairBatch(rows, dx, dy, first(xBytes, rows * dx), first(yBytes, rows * dy));
  }

  private static ByteBuffer first(ByteBuffer bytes, int values) {
    return bytes.slice(0, values * Float.BYTES).order(ByteOrder.nativeOrder());
  }

  /** Overwrites a row with the pair of another. */
  public void copyRow(int from, int to) {
    copyRow(this, from, to);
  }

  /** Overwrites a row with the pair of another batch of the same dx and dy. */
  public void copyRow(PairBatch other, int from, int to) {
    x.put(to * dx, other.x, from * dx, dx);
    y.put(to * dy, other.y, from * dy, dy);
  }

  private static ByteBuffer allocate(int size, int width) {
    int bytes = Math.multiplyExact(Math.multiplyExact(size, width), Float.BYTES);
    return ByteBuffer.allocateDirect(Math.addExact(bytes, 2 * ALIGNMENT))
        .alignedSlice(ALIGNMENT)
        .slice(0, bytes)
        .order(ByteOrder.nativeOrder());
  }

  /** Number of pairs. */
  public int size() {
    return size;
  }

  public int dx() {
    return dx;
  }

  public int dy() {
    return dy;
  }

  /** [size, dx] in row-major order. */
  public FloatBuffer x() {
    return x;
  }

  /** [size, dy] in row-major order. */
  public FloatBuffer y() {
    return y;
  }

  /** The memory behind {@link #x()}, direct and in native order. */
  public ByteBuffer xBytes() {
    return xBytes;
  }

  /** The memory behind {@link #y()}. */
  public ByteBuffer yBytes() {
    return yBytes;
  }
}
