package dev.kstar.ingest.source.h5ad;

import dev.kstar.service.StartFailure;

/**
 * The entries of a compressed sparse matrix, line by line: line i, a row of a csr_matrix or a
 * column of a csc_matrix, has the entries {@code indptr[i] .. indptr[i + 1]} of {@code data} and
 * {@code indices}. Used by one thread.
 */
final class SparseEntries {
  private static final int HELD_VALUES = 1 << 18;

  private final String title;
  private final String line;
  private final NumberSequence data;
  private final NumberSequence indices;
  private final NumberSequence starts;
  private final int lines;
  private final int places;

  /** Takes the entries of a line. */
  interface Target {
    void add(int place, double value);
  }

  /**
   * Opens a matrix and checks that its parts have the lengths that they must have.
   *
   * @param line what a line is called in messages: "row" or "column"
   * @param lines number of lines that the matrix declares
   * @param places numbers of entries that a line can have in different places
   */
  SparseEntries(NodeTree tree, String path, String line, int lines, int places) {
    this.title = tree.title(path);
    this.line = line;
    this.lines = lines;
    this.places = places;
    this.data = part(tree, path + "/data");
    this.indices = part(tree, path + "/indices");
    this.starts = part(tree, path + "/indptr");
    check();
  }

  private static NumberSequence part(NodeTree tree, String path) {
    return new NumberSequence(tree.numbers(path), HELD_VALUES);
  }

  private void check() {
    require(starts.numbers().type().isWhole(), "indptr must hold whole numbers but does not");
    require(indices.numbers().type().isWhole(), "indices must hold whole numbers but do not");
    long entries = data.numbers().rows();
    require(
        indices.numbers().rows() == entries,
        "indices must have as many entries as data, %d, but has %d",
        entries,
        indices.numbers().rows());
    require(
        starts.numbers().rows() == lines + 1L,
        "indptr must have one entry more than there are %ss, %d, but has %d",
        line,
        lines + 1L,
        starts.numbers().rows());
    require(starts.bits(0) == 0, "indptr must begin with 0 but begins with %d", starts.bits(0));
    require(
        starts.bits(lines) == entries,
        "indptr must end with the number of entries, %d, but ends with %d",
        entries,
        starts.bits(lines));
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency of its own
  private void require(boolean condition, String message, Object... values) {
    if (!condition) {
      throw new StartFailure(title + "/" + message.formatted(values));
    }
  }

  int lines() {
    return lines;
  }

  /**
   * Gives the entries of a line to a target, in the order in which they are stored.
   *
   * @throws StartFailure when the line has an entry that cannot be
   */
  void read(int at, Target target) {
    long from = starts.bits(at);
    long to = starts.bits(at + 1);
    if (to < from || to > data.numbers().rows()) {
      throw new StartFailure(
          "%s/indptr must rise to at most %d but goes from %d to %d in %s %d"
              .formatted(title, data.numbers().rows(), from, to, line, at));
    }
    for (int entry = (int) from; entry < to; entry++) {
      long place = indices.bits(entry);
      if (place < 0 || place >= places) {
        throw new StartFailure(
            "%s/indices must be below %d but was %s in %s %d"
                .formatted(title, places, indices.numbers().type().text(place), line, at));
      }
      target.add((int) place, data.value(entry));
    }
  }
}
