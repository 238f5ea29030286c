package dev.kstar.ingest.source.file;

import dev.kstar.service.StartFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which columns of a table are meant. Pure. */
public final class ColumnChoice {
  private static final Pattern POSITIONS = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");
  private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");
  private static final int NAMES_IN_MESSAGES = 10;

  private ColumnChoice() {}

  /**
   * The places of the chosen columns, in the order in which they are chosen.
   *
   * @param names of all columns; empty when they have none
   * @param columns how many there are
   * @param selection names with commas between, where {@code \,} is a comma within one; {@code
   *     name*} for all that start so, and places counted from 1 such as {@code 3} or {@code 3-10};
   *     empty for all columns
   * @return counted from 0
   * @throws StartFailure when the selection names a column that is not there, or one twice
   */
  public static int[] of(Path file, List<String> names, int columns, String selection) {
    if (selection.isEmpty()) {
      return IntStream.range(0, columns).toArray();
    }
    Set<Integer> chosen = new LinkedHashSet<>();
    for (String item : items(selection)) {
      for (int column : places(file, names, columns, item)) {
        if (!chosen.add(column)) {
          throw new StartFailure(
              "%s: each column must be chosen once but %s names column %d again"
                  .formatted(file, item, column + 1));
        }
      }
    }
    return chosen.stream().mapToInt(Integer::intValue).toArray();
  }

  /** What stands between the commas of a selection. */
  public static List<String> items(String selection) {
    return Stream.of(COMMA.split(selection, -1))
        .map(item -> item.replace("\\,", ",").trim())
        .toList();
  }

  private static List<Integer> places(Path file, List<String> names, int columns, String item) {
    int exact = names.indexOf(item);
    if (exact >= 0) {
      return List.of(exact);
    }
    List<Integer> found = item.endsWith("*") ? starting(names, item) : positions(columns, item);
    if (found.isEmpty()) {
      throw new StartFailure(
          "%s must have a column \"%s\" but has %s"
              .formatted(file, item, Quoted.of(all(names, columns))));
    }
    return found;
  }

  private static List<Integer> starting(List<String> names, String item) {
    String start = item.substring(0, item.length() - 1);
    return IntStream.range(0, names.size())
        .filter(i -> names.get(i).startsWith(start))
        .boxed()
        .toList();
  }

  private static List<Integer> positions(int columns, String item) {
    Matcher range = POSITIONS.matcher(item);
    List<Integer> places = new ArrayList<>();
    if (range.matches()) {
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      if (first >= 1 && last <= columns) {
        IntStream.rangeClosed(first, last).forEach(place -> places.add(place - 1));
      }
    }
    return places;
  }

  private static String all(List<String> names, int columns) {
    if (names.isEmpty()) {
      return columns + " columns without names";
    }
    String first = String.join(", ", names.subList(0, Math.min(NAMES_IN_MESSAGES, names.size())));
    return names.size() <= NAMES_IN_MESSAGES
        ? first
        : first + " and %d more".formatted(names.size() - NAMES_IN_MESSAGES);
  }
}
