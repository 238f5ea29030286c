package dev.kstar.local.reproduce.experiment;

import java.util.List;
import java.util.Optional;

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

  public static List<String> names() {
    return SYNTHETIC.stream().map(Experiment::name).toList();
  }

  /** Empty when there is none of that name. */
  public static Optional<Experiment> find(String name) {
    return SYNTHETIC.stream().filter(e -> e.name().equals(name)).findFirst();
  }
}
