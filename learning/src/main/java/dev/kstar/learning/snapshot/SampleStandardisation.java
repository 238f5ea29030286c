package dev.kstar.learning.snapshot;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What ingest did to the samples of a stream before the model saw them, as it stands in the {@link
 * SnapshotMetadata#further} entries of a snapshot: {@value #METHOD} names the method, and {@code
 * x_centre}, {@code x_scale}, {@code y_centre} and {@code y_scale} hold one number a column as JSON
 * arrays, each of which reads back to the same float32.
 *
 * @param method {@value #NONE}, {@code centre} or {@code z-score}
 * @param x what was done to x; empty exactly when the method is {@value #NONE}
 * @param y what was done to y; likewise
 */
public record SampleStandardisation(
    String method, Optional<ColumnStandardisation> x, Optional<ColumnStandardisation> y) {
  /** Name of the entry that tells the method; snapshots of older versions lack it. */
  public static final String METHOD = "standardise";

  /** Method of a stream whose samples are as their source had them. */
  public static final String NONE = "none";

  private static final String CENTRE = "_centre";
  private static final String SCALE = "_scale";

  public SampleStandardisation {
    if (method.equals(NONE) != x.isEmpty() || x.isPresent() != y.isPresent()) {
      throw new IllegalArgumentException(
          "x and y must both be standardised, or neither with method none, but method was "
              + method);
    }
  }

  /** Samples that are as their source had them. */
  public static SampleStandardisation none() {
    return new SampleStandardisation(NONE, Optional.empty(), Optional.empty());
  }

  /** Samples of both modalities that were standardised by a method. */
  public static SampleStandardisation of(
      String method, ColumnStandardisation x, ColumnStandardisation y) {
    return new SampleStandardisation(method, Optional.of(x), Optional.of(y));
  }

  /**
   * Reads what a snapshot says of its samples.
   *
   * @return empty when the snapshot was written before this was recorded
   * @throws MalformedSnapshotException if an entry is missing, is not an array of numbers, or has
   *     not one number for each column
   */
  public static Optional<SampleStandardisation> of(SnapshotMetadata metadata) {
    SortedMap<String, String> entries = metadata.further();
    String method = entries.get(METHOD);
    if (method == null) {
      return Optional.empty();
    }
    if (method.equals(NONE)) {
      return Optional.of(none());
    }
    return Optional.of(
        of(
            method,
            columns(entries, "x", metadata.shape().dx()),
            columns(entries, "y", metadata.shape().dy())));
  }

  /** The entries that {@link #of(SnapshotMetadata)} reads. */
  public SortedMap<String, String> entries() {
    SortedMap<String, String> entries = new TreeMap<>();
    entries.put(METHOD, method);
    x.ifPresent(columns -> add(entries, "x", columns));
    y.ifPresent(columns -> add(entries, "y", columns));
    return entries;
  }

  private static void add(
      SortedMap<String, String> entries, String modality, ColumnStandardisation columns) {
    entries.put(modality + CENTRE, json(columns.centre()));
    entries.put(modality + SCALE, json(columns.scale()));
  }

  private static String json(float[] values) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < values.length; i++) {
      text.append(i == 0 ? "" : ",").append(values[i]);
    }
    return text.append(']').toString();
  }

  private static ColumnStandardisation columns(
      SortedMap<String, String> entries, String modality, int width) {
    try {
      return new ColumnStandardisation(
          numbers(entries, modality + CENTRE, width), numbers(entries, modality + SCALE, width));
    } catch (IllegalArgumentException e) {
      throw new MalformedSnapshotException("the metadata is wrong: " + e.getMessage(), e);
    }
  }

  private static float[] numbers(SortedMap<String, String> entries, String name, int width) {
    String text = entries.getOrDefault(name, "");
    if (!text.startsWith("[") || !text.endsWith("]")) {
      throw new IllegalArgumentException(
          "%s must be an array of %d numbers but was \"%.40s\"".formatted(name, width, text));
    }
    String[] cells = text.substring(1, text.length() - 1).split(",", -1);
    if (cells.length != width) {
      throw new IllegalArgumentException(
          "%s must hold %d numbers but held %d".formatted(name, width, cells.length));
    }
    float[] values = new float[width];
    for (int i = 0; i < width; i++) {
      values[i] = number(name, cells[i].strip());
    }
    return values;
  }

  private static float number(String name, String cell) {
    try {
      return Float.parseFloat(cell);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s must hold numbers but held \"%.40s\"".formatted(name, cell), e);
    }
  }
}
