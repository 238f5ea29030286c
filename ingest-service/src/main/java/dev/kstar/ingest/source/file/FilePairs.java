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
 * by the name of its rows where the files name them, else "row-" and its index, counted from 0. The
 * id is the same in every epoch, so a pair never changes its side of the holdout split.
 */
public final class FilePairs implements PairSource {
  /** Begins the ids of pairs whose rows have no names. */
  static final String ROW = "row-";

  private final String description;
  private final Features xs;
  private final Features ys;
  private final List<String> labelNames;
  private final List<Labels> labels;
  private final long seed;
  private final boolean loop;
  private final int[] labelValues;
  private final NumberedId id = new NumberedId(ROW);
  private final Optional<PairNames> names;
  private final List<String> notes;
  private final Optional<String> formerIdentity;
  private final Optional<FilePairs> former;

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
    this(
        description,
        contents,
        new JoinedRows(xs, ys, labels, Optional.empty(), xs.rows(), true, List.of()),
        seed,
        loop);
  }

  private FilePairs(
      String description, String contents, JoinedRows joined, long seed, boolean loop) {
    this.description = description;
    this.xs = joined.x();
    this.ys = joined.y();
    this.labelNames = List.copyOf(joined.labels().keySet());
    this.labels = List.copyOf(joined.labels().values());
    this.names = joined.names();
    this.notes = joined.notes();
    this.seed = seed;
    this.loop = loop;
    String place = "%s [%s] rows=".formatted(description, contents);
    String shape =
        " dx=%d dy=%d labels=%s seed=%d".formatted(xs.width(), ys.width(), labelNames, seed);
    String naming = names.map(each -> " names=%016x".formatted(each.checksum())).orElse("");
    this.identity = place + xs.rows() + shape + naming;
    this.formerIdentity =
        Optional.of(place + joined.rowsOfX() + shape).filter(known -> !known.equals(identity));
    this.former =
        joined.isByPlace() && names.isPresent()
            ? Optional.of(new FilePairs(description, contents, joined.withoutNames(), seed, loop))
            : Optional.empty();
    this.labelValues = new int[labels.size()];
    this.order = order(0);
  }

  /**
   * Opens every file, all at once, and checks that their rows can belong together.
   *
   * @param format the word that stands before the file names in the description
   * @param features reads a file; safe for several threads
   * @throws dev.kstar.service.StartFailure with one line for each file that cannot be used
   */
  public static FilePairs open(
      String format,
      SourceSettings.Files files,
      Function<Piece, Features> features,
      Function<Piece, Labels> labels) {
    ParallelReading reading = new ParallelReading(format);
    var readingX = reading.start(files.x(), features);
    var readingY = reading.start(files.y(), features);
    SortedMap<String, ParallelReading.OpeningFile<Labels>> readingLabels = new TreeMap<>();
    files.labels().forEach((name, piece) -> readingLabels.put(name, reading.start(piece, labels)));
    reading.await();
    Mistakes mistakes = new Mistakes();
    Optional<Features> x = readingX.result(mistakes);
    Optional<Features> y = readingY.result(mistakes);
    SortedMap<String, Labels> byName = new TreeMap<>();
    readingLabels.forEach(
        (name, file) -> file.result(mistakes).ifPresent(opened -> byName.put(name, opened)));
    Optional<JoinedRows> joined =
        x.isPresent() && y.isPresent()
            ? Optional.of(
                RowJoin.of(
                    files,
                    ColumnReview.withoutIndex(files.x(), x.get()),
                    ColumnReview.withoutIndex(files.y(), y.get()),
                    byName,
                    mistakes))
            : Optional.empty();
    mistakes.check();
    JoinedRows rows = joined.orElseThrow();
    JoinedRows reviewed =
        rows.withFeatures(ColumnReview.common(files.x(), rows.x(), files.y(), rows.y()));
    String description = format + " " + files.x().shortName() + " " + files.y().shortName();
    FilePairs pairs =
        new FilePairs(description, ContentMarks.of(files), reviewed, files.seed(), files.loop());
    pairs.files = files;
    pairs.former.ifPresent(former -> former.files = files);
    return pairs;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public List<String> notes() {
    return Stream.concat(
            Stream.of(notes, xs.notes(), ys.notes()), labels.stream().map(Labels::notes))
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
  public Optional<String> formerIdentity() {
    return formerIdentity;
  }

  @Override
  public Optional<PairSource> former() {
    return former.map(PairSource.class::cast);
  }

  @Override
  public Optional<RowOrigin> origin(boolean ofX) {
    return Optional.ofNullable(files)
        .map(
            known ->
                ofX
                    ? new RowOrigin(known.x().file(), xs.sourceRow(order.row()))
                    : new RowOrigin(known.y().file(), ys.sourceRow(order.row())));
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
    byte[] called = names.isPresent() ? names.get().id(row) : id.of(row);
    return new Drawn.Pair(called, order.x(), order.y(), byName, pass, 0);
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
