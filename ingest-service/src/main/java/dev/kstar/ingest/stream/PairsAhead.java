package dev.kstar.ingest.stream;

import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.PairEncoding;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.Position;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The pairs of another source, drawn and encoded ahead by the thread "ingest-ahead", so that the
 * ingest thread only hands them over and the next ones are made while it waits for a commit.
 *
 * <pre>
 *   ingest-ahead ── Chunk ──▶ queue of {@value #CHUNKS} ──▶ ingest
 *   owns the source                                         next(), position(), epoch()
 * </pre>
 *
 * <p>Position and epoch are those behind the pair that {@link #next} gave last, however far the
 * source is. Not for a source that must know what has been committed. The thread starts with the
 * first {@link #next}; whatever the source throws is thrown there.
 */
final class PairsAhead implements PairSource {
  /** As many pairs as a commit takes the time of: 16 MiB of the largest. */
  private static final int CHUNKS = 32;

  private static final int CHUNK_PAIRS = 512;
  private static final int CHUNK_BYTES = 512 * 1024;

  /** What was drawn one after the other, and where the source stood behind each. */
  private static final class Chunk {
    private final Drawn[] drawn = new Drawn[CHUNK_PAIRS];
    private final long[] epochs = new long[CHUNK_PAIRS];
    private final long[] endEpochs = new long[CHUNK_PAIRS];
    private final long[] ends = new long[CHUNK_PAIRS];
    private Throwable failure;
    private int size;
    private int bytes;

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
        Chunk filled = new Chunk();
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
    Drawn given = drawn;
    if (drawn instanceof Drawn.Pair pair) {
      Drawn.Encoded encoded = encoding.of(pair);
      filling.bytes += encoded.value().length;
      given = encoded;
    }
    filling.drawn[filling.size] = given;
    filling.epochs[filling.size] = source.epoch();
    Position end = source.position();
    filling.endEpochs[filling.size] = end.epoch();
    filling.ends[filling.size++] = end.next();
  }

  @Override
  public Drawn next() {
    while (next == chunk.size) {
      chunk.check();
      if (next > 0 && chunk.drawn[next - 1] instanceof Drawn.End end) {
        return end;
      }
      if (!take()) {
        return new Drawn.None();
      }
    }
    Drawn drawn = chunk.drawn[next];
    chunk.drawn[next] = drawn instanceof Drawn.End ? drawn : null;
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
      chunk = queue.take();
      next = 0;
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
