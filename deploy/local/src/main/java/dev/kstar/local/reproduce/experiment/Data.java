package dev.kstar.local.reproduce.experiment;

import dev.kstar.local.job.Source;
import java.util.Locale;

/** Where the pairs of a run come from. */
public sealed interface Data {
  /** Pairs that are held out, of a stream about so many: as many as the paper evaluates on. */
  int HELD_OUT = 2_000;

  /** Short, for names of files. */
  String slug();

  /** In one phrase. */
  String words();

  /** Fresh pairs without end. */
  record Endless(Source.Synthetic kind) implements Data {
    @Override
    public String slug() {
      return Data.slug(kind);
    }

    @Override
    public String words() {
      return Data.words(kind) + ", fresh pairs";
    }
  }

  /**
   * A fixed set, read over and over in a new order; another {@value #HELD_OUT} are held out.
   *
   * @param pairs distinct ones that are trained on
   */
  record Looped(Source.Synthetic kind, int pairs) implements Data {
    @Override
    public String slug() {
      return Data.slug(kind) + "-n" + pairs;
    }

    @Override
    public String words() {
      return "%s, %,d fixed pairs".formatted(Data.words(kind), pairs);
    }
  }

  /**
   * The user's own files, read over and over in a new order.
   *
   * @param name of the data set
   * @param rows pairs in all
   * @param held pairs of them that are only evaluated on
   * @param holdout share of rows that are only evaluated on
   * @param mark changes when the files do
   */
  record Own(String name, Source.Files files, int rows, int held, double holdout, String mark)
      implements Data {
    @Override
    public String slug() {
      return name;
    }

    @Override
    public String words() {
      return "%s and %s, %,d rows".formatted(named(files.x()), named(files.y()), rows);
    }
  }

  private static String named(Source.Piece piece) {
    return piece.at(piece.file().getFileName().toString());
  }

  private static String slug(Source.Synthetic kind) {
    String noise = kind.noise() == 0 ? "" : "-noise" + kind.noise();
    return kind.link() + "-k" + kind.kStar() + noise;
  }

  private static String words(Source.Synthetic kind) {
    String shape = "%s, k* = %d".formatted(kind.link(), kind.kStar());
    return kind.noise() == 0
        ? shape
        : shape + String.format(Locale.ROOT, ", noise %.2f", kind.noise());
  }
}
