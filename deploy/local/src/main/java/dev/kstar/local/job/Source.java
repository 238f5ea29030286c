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
   */
  record Synthetic(Link link, int kStar, int dx, int dy, double noise) implements Source {}

  /**
   * The user's own files, row by row, over and over in a new order.
   *
   * @param labels class labels; may be empty
   * @param scaling what is done to every column
   */
  record Files(Format format, Path x, Path y, List<Labels> labels, Scaling scaling)
      implements Source {
    public Files {
      labels = List.copyOf(labels);
    }
  }

  /**
   * A file of class labels.
   *
   * @param name empty when the file's name is the label's
   */
  record Labels(String name, Path file) {}

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

  /** How files are read. */
  enum Format {
    NPY,
    CSV;

    /** As in options and settings. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
