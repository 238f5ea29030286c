package dev.kstar.local.reproduce.experiment;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All experiments by name. */
public final class Catalogue {
  private static final List<Experiment> SYNTHETIC =
      List.of(
          new Saturation(),
          new Temperature(),
          new Estimators(),
          new Capacity(),
          new Noise(),
          new Similarity(),
          new FiniteSample(),
          new TwoStage());

  private Catalogue() {}

  /** Those that need no files, in the report's order. */
  public static List<Experiment> synthetic() {
    return SYNTHETIC;
  }

  /** Names of those that read the user's own pairs. */
  public static List<String> own() {
    return List.of("citeseq", "pairs");
  }

  /** All names. */
  public static List<String> names() {
    return Stream.concat(SYNTHETIC.stream().map(Experiment::name), own().stream()).toList();
  }

  /** Of the synthetic ones; empty when there is none of that name. */
  public static Optional<Experiment> find(String name) {
    return SYNTHETIC.stream().filter(e -> e.name().equals(name)).findFirst();
  }
}
