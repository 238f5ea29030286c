package dev.kstar.ingest.stream;

import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.Encoded;
import dev.kstar.ingest.source.PairEncoding;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.Position;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The pairs of another source, drawn and encoded ahead by the thread "ingest-ahead", so that the
 * ingest thread only hands them over and the next ones are made while it waits for a commit.
 *
 * <pre>
 *   ingest-ahead ── Chunk ──▶ queue of {@value #CHUNKS} ──▶ ingest
 *   owns the source ◀────── read ones, to be filled ─────── next(), position(), epoch()
 * </pre>
 *
 * <p>A pair that {@link #next} gives is overwritten some time after the next one was asked for.
 *
 * <p>Position and epoch are those behind the pair that {@link #next} gave last, however far the
 * source is. Not for a source that must know what has been committed. The thread starts with the
 * first {@link #next}; whatever the source throws is thrown there.
 */
final class PairsAhead implements PairSource {
  /**
   * Few and small, so that what one thread writes is still in the processor's cache when the other
   * reads it: with a queue of several megabytes a pair costs a seventh more.
   */
  private static final int CHUNKS = 2;

  private static final int CHUNK_PAIRS = 1024;
  private static final int CHUNK_BYTES = 256 * 1024;

  /** What was drawn one after the other, and where the source stood behind each. */
  private static final class Chunk {
    private final Encoded[] pairs = new Encoded[CHUNK_PAIRS];

    /** What stands in place of a pair; null where a pair was drawn. */
    private final Drawn[] others = new Drawn[CHUNK_PAIRS];

    private final long[] epochs = new long[CHUNK_PAIRS];
    private final long[] endEpochs = new long[CHUNK_PAIRS];
    private final long[] ends = new long[CHUNK_PAIRS];
    private Throwable failure;
    private int size;
    private int bytes;

    Drawn get(int i) {
      return others[i] == null ? pairs[i] : others[i];
    }

    /** The one to be filled next. */
    Encoded pair() {
      if (pairs[size] == null) {
        pairs[size] = new Encoded();
      }
      return pairs[size];
    }

    void empty() {
      Arrays.fill(others, 0, size, null);
      size = 0;
      bytes = 0;
    }

    void check() {
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
      if (failure != null) {
        throw (Error) failure;
      }
    }

    boolean isFull() {
      return size == CHUNK_PAIRS || bytes >= CHUNK_BYTES;
    }
  }

  private final PairSource source;
  private final PairEncoding encoding;
  private final BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(CHUNKS);

  /**
   * Those that were read. Beside them and the queue's exist one that is read and one in filling.
   */
  private final BlockingQueue<Chunk> empty = new ArrayBlockingQueue<>(CHUNKS + 2);

  private final Thread thread = new Thread(this::run, "ingest-ahead");
  private Chunk chunk = new Chunk();
  private int next;
  private long endEpoch;
  private long end;
  private long epoch;
  private volatile boolean closed;

  /**
   * @param source becomes this object's
   */
  PairsAhead(PairSource source, PairEncoding encoding) {
    this.source = source;
    this.encoding = encoding;
    standAtSource();
    thread.setDaemon(true);
  }

  private void run() {
    try {
      boolean more = true;
      while (more && !closed) {
        Chunk filled = Objects.requireNonNullElseGet(empty.poll(), Chunk::new);
        more = fill(filled);
        queue.put(filled);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private boolean fill(Chunk filling) {
    try {
      while (!filling.isFull()) {
        Drawn drawn = source.next();
        add(filling, drawn);
        if (drawn instanceof Drawn.End) {
          return false;
        }
      }
      return true;
    } catch (RuntimeException | Error e) {
      filling.failure = e;
      return false;
    }
  }

  private void add(Chunk filling, Drawn drawn) {
    int at = filling.size;
    if (drawn instanceof Drawn.Pair pair) {
      Encoded encoded = filling.pair();
      encoding.encode(pair, encoded);
      filling.bytes += encoded.value().length;
    } else {
      filling.others[at] = drawn;
    }
    filling.epochs[at] = source.epoch();
    Position end = source.position();
    filling.endEpochs[at] = end.epoch();
    filling.ends[at] = end.next();
    filling.size++;
  }

  @Override
  public Drawn next() {
    while (next == chunk.size) {
      chunk.check();
      if (next > 0 && chunk.get(next - 1) instanceof Drawn.End end) {
        return end;
      }
      if (!take()) {
        return new Drawn.None();
      }
    }
    Drawn drawn = chunk.get(next);
    epoch = chunk.epochs[next];
    endEpoch = chunk.endEpochs[next];
    end = chunk.ends[next++];
    return drawn;
  }

  private boolean take() {
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
    try {
      Chunk read = chunk;
      chunk = queue.take();
      next = 0;
      read.empty();
      empty.add(read);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void seek(Position to) {
    source.seek(to);
    standAtSource();
  }

  private void standAtSource() {
    Position at = source.position();
    endEpoch = at.epoch();
    end = at.next();
    epoch = source.epoch();
  }

  @Override
  public Position position() {
    return new Position(endEpoch, end);
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public void close(String reason) {
    closed = true;
    thread.interrupt();
  }

  @Override
  public String description() {
    return source.description();
  }

  @Override
  public List<String> notes() {
    return source.notes();
  }

  @Override
  public String identity() {
    return source.identity();
  }

  @Override
  public int dx() {
    return source.dx();
  }

  @Override
  public int dy() {
    return source.dy();
  }

  @Override
  public List<String> labelNames() {
    return source.labelNames();
  }

  @Override
  public long rows() {
    return source.rows();
  }
}
