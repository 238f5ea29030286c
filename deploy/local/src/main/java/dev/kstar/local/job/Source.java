package dev.kstar.local.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Where the pairs come from. */
public sealed interface Source {

  /**
   * Pairs made on the fly from shared Gaussian variables.
   *
   * @param kStar number of variables that both modalities share
   * @param noise standard deviation of the noise on every value
   * @param schedule what changes after how many pairs, as ingest reads it; empty for nothing
   */
  record Synthetic(Link link, int kStar, int dx, int dy, double noise, String schedule)
      implements Source {
    /** Without a change. */
    public Synthetic(Link link, int kStar, int dx, int dy, double noise) {
      this(link, kStar, dx, dy, noise, "");
    }
  }

  /**
   * Pairs that clients push over gRPC.
   *
   * @param labels names of the labels that every pair carries; may be empty
   */
  record Push(int dx, int dy, List<String> labels) implements Source {
    public Push {
      labels = List.copyOf(labels);
    }
  }

  /**
   * The user's own files, row by row, over and over in a new order.
   *
   * @param labels class labels; may be empty
   * @param scaling what is done to every column
   * @param delimiter between the cells of text files; empty for the usual one
   * @param header whether text files start with names: auto, yes or no
   * @param values of x and y of a pair together; 0 while they are not known
   */
  record Files(
      Format format,
      Piece x,
      Piece y,
      List<Labels> labels,
      Scaling scaling,
      String delimiter,
      Header header,
      long values)
      implements Source {
    public Files {
      labels = List.copyOf(labels);
    }

    /** Text files start with names when they look so. */
    public Files(
        Format format, Piece x, Piece y, List<Labels> labels, Scaling scaling, String delimiter) {
      this(format, x, y, labels, scaling, delimiter, Header.AUTO, 0);
    }

    /** Returns the same files, of which it is known how wide they are. */
    public Files withValues(long known) {
      return new Files(format, x, y, labels, scaling, delimiter, header, known);
    }
  }

  /**
   * A file, or what is chosen of it.
   *
   * @param selection columns or an array; empty for all there is
   */
  record Piece(Path file, String selection) {
    /** The whole of a file. */
    public static Piece all(Path file) {
      return new Piece(file, "");
    }

    /** As in settings, with whatever path the file has there. */
    public String at(String path) {
      return selection.isEmpty() ? path : path + "#" + selection;
    }
  }

  /**
   * Class labels in a file.
   *
   * @param name empty when the name of the file or its column is the label's
   */
  record Labels(String name, Piece piece) {}

  /** How the shared variables become the values of a modality. */
  enum Link {
    LINEAR,
    NONLINEAR;

    /** As in options and settings. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is done to every column of a file. */
  enum Scaling {
    NONE,
    CENTRE,
    Z_SCORE;

    /** As in options and settings. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Whether text files start with the names of their columns. */
  enum Header {
    AUTO,
    YES,
    NO;

    /** As in options and settings. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How files are read. */
  enum Format {
    NPY,
    NPZ,
    CSV,
    PARQUET,
    H5AD;

    /** As in options and settings. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
