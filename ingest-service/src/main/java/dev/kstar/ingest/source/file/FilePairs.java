package dev.kstar.ingest.source.file;

import dev.kstar.ingest.config.Mistakes;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.config.SourceSettings;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.NumberedId;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.Position;
import dev.kstar.ingest.source.RowOrigin;
import dev.kstar.ingest.source.SourceFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Pairs from files whose rows belong together, in a new shuffled order each epoch. A pair is called
 * "row-" and its index, counted from 0, in every epoch, so it never changes its side of the holdout
 * split.
 */
public final class FilePairs implements PairSource {
  private final String description;
  private final Features xs;
  private final Features ys;
  private final List<String> labelNames;
  private final List<Labels> labels;
  private final long seed;
  private final boolean loop;
  private final int[] labelValues;
  private final NumberedId id = new NumberedId("row-");

  private final String identity;

  /** The files of x and y; null when they are not known. */
  private SourceSettings.Files files;

  private RowsAhead order;
  private long drawnInPass;
  private long usedInPass;
  private long position;
  private long epoch;

  /**
   * @param contents marks of what the files hold, for the identity
   */
  FilePairs(
      String description,
      String contents,
      Features xs,
      Features ys,
      SortedMap<String, Labels> labels,
      long seed,
      boolean loop) {
    this.description = description;
    this.xs = xs;
    this.ys = ys;
    this.labelNames = List.copyOf(labels.keySet());
    this.labels = List.copyOf(labels.values());
    this.seed = seed;
    this.loop = loop;
    this.identity =
        "%s [%s] rows=%d dx=%d dy=%d labels=%s seed=%d"
            .formatted(description, contents, xs.rows(), xs.width(), ys.width(), labelNames, seed);
    this.labelValues = new int[labels.size()];
    this.order = order(0);
  }

  /**
   * Opens every file, x and y at once, and checks that their rows can belong together.
   *
   * @param format the word that stands before the file names in the description
   * @param features reads a file; safe for two threads
   * @throws dev.kstar.service.StartFailure with one line for each file that cannot be used
   */
  public static FilePairs open(
      String format,
      SourceSettings.Files files,
      Function<Piece, Features> features,
      Function<Piece, Labels> labels) {
    Mistakes mistakes = new Mistakes();
    Aside<Features> readingY = new Aside<>("ingest-read-y", () -> features.apply(files.y()));
    Optional<Features> x = mistakes.attempt(() -> features.apply(files.x()));
    Optional<Features> y = mistakes.attempt(readingY);
    SortedMap<String, Labels> byName = new TreeMap<>();
    files
        .labels()
        .forEach(
            (name, piece) ->
                mistakes
                    .attempt(() -> labels.apply(piece))
                    .ifPresent(opened -> byName.put(name, opened)));
    if (x.isPresent()) {
      long rows = x.get().rows();
      y.ifPresent(opened -> sameRows(mistakes, files, files.y(), opened.rows(), rows));
      byName.forEach(
          (name, opened) ->
              sameRows(mistakes, files, files.labels().get(name), opened.rows(), rows));
    }
    mistakes.check();
    String description = format + " " + files.x().shortName() + " " + files.y().shortName();
    FilePairs pairs =
        new FilePairs(
            description,
            ContentMarks.of(files),
            x.orElseThrow(),
            y.orElseThrow(),
            byName,
            files.seed(),
            files.loop());
    pairs.files = files;
    return pairs;
  }

  private static void sameRows(
      Mistakes mistakes, SourceSettings.Files files, Piece piece, long rows, long expected) {
    mistakes.require(
        rows == expected,
        "%s must have as many rows as %s, %d, but has %d",
        piece,
        files.x(),
        expected,
        rows);
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public List<String> notes() {
    return Stream.concat(Stream.of(xs.notes(), ys.notes()), labels.stream().map(Labels::notes))
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  @Override
  public int dx() {
    return xs.width();
  }

  @Override
  public int dy() {
    return ys.width();
  }

  @Override
  public List<String> labelNames() {
    return labelNames;
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public long rows() {
    return xs.rows();
  }

  @Override
  public String identity() {
    return identity;
  }

  @Override
  public Optional<RowOrigin> origin(boolean ofX) {
    return Optional.ofNullable(files)
        .map(known -> new RowOrigin((ofX ? known.x() : known.y()).file(), order.row()));
  }

  @Override
  public Position position() {
    return new Position(epoch, position);
  }

  @Override
  public void seek(Position to) {
    epoch = to.epoch();
    position = to.next();
    order = order(epoch);
    drawnInPass = 0;
    usedInPass = 0;
  }

  @Override
  public Drawn next() {
    try {
      return draw();
    } catch (InternalError e) {
      // The virtual machine makes it of a page that is not there, and throws it as late as on the
      // return from the method that read the page.
      throw new SourceFailure(
          "%s became shorter, or its disk failed, while it was read".formatted(this));
    }
  }

  private Drawn draw() {
    while (position < xs.rows() || startEpoch()) {
      long pass = epoch;
      order.go(position++);
      Drawn drawn = read(order.row(), pass);
      drawnInPass++;
      if (position == xs.rows()) {
        epoch++;
      }
      if (drawn instanceof Drawn.Pair) {
        usedInPass++;
      }
      if (drawn instanceof Drawn.Pair || pass == 0) { // a broken row is reported once
        return drawn;
      }
    }
    return new Drawn.End();
  }

  private boolean startEpoch() {
    if (drawnInPass == xs.rows() && usedInPass == 0) {
      throw new SourceFailure("none of the %d rows of %s can be used".formatted(xs.rows(), this));
    }
    if (loop) {
      order = order(epoch);
      position = 0;
      drawnInPass = 0;
      usedInPass = 0;
    }
    return loop;
  }

  private RowsAhead order(long pass) {
    return new RowsAhead(xs, ys, seed, pass);
  }

  private Drawn read(long row, long pass) {
    Optional<RejectedRow> broken = order.rejection();
    for (int i = 0; i < labels.size() && broken.isEmpty(); i++) {
      broken = labels.get(i).read(row, labelValues, i);
    }
    if (broken.isPresent()) {
      return broken.get();
    }
    Map<String, Integer> byName = labelValues.length == 0 ? Map.of() : labels();
    return new Drawn.Pair(id.of(row), order.x(), order.y(), byName, pass, 0);
  }

  private Map<String, Integer> labels() {
    Map<String, Integer> byName = new HashMap<>();
    for (int i = 0; i < labelValues.length; i++) {
      byName.put(labelNames.get(i), labelValues[i]);
    }
    return byName;
  }

  @Override
  public String toString() {
    return description;
  }
}
