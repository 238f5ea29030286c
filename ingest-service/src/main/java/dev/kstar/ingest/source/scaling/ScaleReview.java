package dev.kstar.ingest.source.scaling;

import dev.kstar.ingest.config.MagnitudeBound;
import dev.kstar.ingest.config.Scaling;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.Position;
import dev.kstar.ingest.source.RowOrigin;
import dev.kstar.ingest.source.SourceFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Looks at the first pairs of a source of files and says which columns have a scale that training
 * cannot use.
 */
public final class ScaleReview {
  /** Values that are looked at, at most. */
  private static final int MAX_VALUES = 1 << 26;

  /** Ratio from which on one column hides another, or an offset hides what varies. */
  private static final double MAX_RATIO = 1e3;

  /** Root mean square from which on values are too large, and below its inverse too small. */
  private static final double MAX_SCALE = 1e4;

  private static final int NAMED_COLUMNS = 5;
  private static final String ADVICE = "; use --standardise z-score";

  private final String file;
  private final ColumnMoments moments;

  private ScaleReview(String file, ColumnMoments moments) {
    this.file = file;
    this.moments = moments;
  }

  /**
   * Returns the source with notes about its scale, to be drawn from its start.
   *
   * @param source that has not been drawn from
   * @param bound of the values that count, when they are not standardised
   * @param window pairs that are looked at, at most
   */
  public static PairSource review(
      PairSource source, Scaling scaling, MagnitudeBound bound, int window) {
    if (source.rows() == 0) {
      return source;
    }
    ColumnMoments x = new ColumnMoments(source.dx());
    ColumnMoments y = new ColumnMoments(source.dy());
    int pairs = Math.min(window, Math.max(2, MAX_VALUES / (source.dx() + source.dy())));
    float largest = scaling == Scaling.NONE ? bound.largest() : Float.MAX_VALUE;
    try {
      FirstPairs.add(source, pairs, largest, x, y);
    } catch (SourceFailure e) {
      source.seek(Position.START); // whoever draws it next gets the failure
      return source;
    }
    String fileOfX = name(source, true);
    String fileOfY = name(source, false);
    source.seek(Position.START);
    List<String> notes = new ArrayList<>(new ScaleReview(fileOfX, x).notes(scaling));
    notes.addAll(new ScaleReview(fileOfY, y).notes(scaling));
    return notes.isEmpty() ? source : new NotedPairs(source, notes);
  }

  private static String name(PairSource source, boolean ofX) {
    return source
        .origin(ofX)
        .map(RowOrigin::file)
        .map(file -> file.getFileName() + (ofX ? " (x)" : " (y)"))
        .orElse(ofX ? "x" : "y");
  }

  private List<String> notes(Scaling scaling) {
    List<String> notes = new ArrayList<>();
    if (moments.count() < 2) {
      return notes;
    }
    int[] constant = columns(false);
    int[] varying = columns(true);
    if (constant.length > 0) {
      notes.add(
          "%s: %s never changed in the first %,d rows and tell%s nothing"
              .formatted(file, named(constant), moments.count(), constant.length == 1 ? "s" : ""));
    }
    if (scaling == Scaling.NONE && varying.length > 0) {
      addScale(notes, varying);
    }
    return notes;
  }

  private int[] columns(boolean vary) {
    return IntStream.range(0, moments.width())
        .filter(i -> moments.deviation(i) > 0 == vary)
        .toArray();
  }

  private static String named(int[] columns) {
    String first =
        IntStream.of(columns)
            .limit(NAMED_COLUMNS)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", "));
    int more = columns.length - NAMED_COLUMNS;
    return (columns.length == 1 ? "column " : "columns ")
        + first
        + (more > 0 ? " and %d more".formatted(more) : "");
  }

  private void addScale(List<String> notes, int[] varying) {
    int widest = varying[0];
    int narrowest = varying[0];
    int furthest = varying[0];
    double largest = 0;
    for (int i : varying) {
      widest = moments.deviation(i) > moments.deviation(widest) ? i : widest;
      narrowest = moments.deviation(i) < moments.deviation(narrowest) ? i : narrowest;
      furthest = offset(i) > offset(furthest) ? i : furthest;
      largest = Math.max(largest, Math.hypot(moments.mean(i), moments.deviation(i)));
    }
    double ratio = moments.deviation(widest) / moments.deviation(narrowest);
    if (ratio >= MAX_RATIO) {
      notes.add(
          "%s: columns differ by a factor of %s (column %d and column %d)%s"
              .formatted(file, words(ratio), widest, narrowest, ADVICE));
    }
    if (offset(furthest) >= MAX_RATIO) {
      notes.add(
          "%s: column %d lies around %s but varies by %s only%s"
              .formatted(
                  file,
                  furthest,
                  words(moments.mean(furthest)),
                  words(moments.deviation(furthest)),
                  ADVICE));
    }
    if (notes.stream().noneMatch(note -> note.endsWith(ADVICE))
        && (largest >= MAX_SCALE || largest <= 1 / MAX_SCALE)) {
      notes.add(
          "%s: values are around %s, and training needs values around 1%s"
              .formatted(file, words(largest), ADVICE));
    }
  }

  /** How far the values of a column lie from 0, in units of what they vary by. */
  private double offset(int column) {
    return Math.abs(moments.mean(column)) / moments.deviation(column);
  }

  private static String words(double number) {
    double magnitude = Math.abs(number);
    String format = magnitude >= 100 && magnitude < 1e6 ? "%,.0f" : "%.2g";
    return String.format(Locale.ROOT, format, number);
  }
}
