package dev.kstar.local.cli;

import dev.kstar.local.job.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Option;

/** Options of the synthetic source; one that is not given is null. */
final class SyntheticOptions {
  /** The options that tell the shape of pairs, pushed ones included. */
  static final List<String> SHAPE = List.of("--dx", "--dy");

  private static final int DEFAULT_K_STAR = 5;
  private static final int DEFAULT_WIDTH = 20;

  @Option(
      names = "--link",
      paramLabel = "<link>",
      converter = OneOf.Link.class,
      description =
          "How shared variables become values: ${COMPLETION-CANDIDATES} (default linear).")
  private Source.Link link;

  @Option(
      names = "--k-star",
      paramLabel = "<n>",
      converter = Numbers.Positive.class,
      description = "Number of shared variables (default 5).")
  private Integer kStar;

  @Option(
      names = "--dx",
      paramLabel = "<n>",
      converter = Numbers.Positive.class,
      description = "Values in x (default 20).")
  private Integer dx;

  @Option(
      names = "--dy",
      paramLabel = "<n>",
      converter = Numbers.Positive.class,
      description = "Values in y (default 20).")
  private Integer dy;

  @Option(
      names = "--noise",
      paramLabel = "<sd>",
      converter = Numbers.NotNegative.class,
      description = "Standard deviation of the noise on each value (default 0).")
  private Double noise;

  @Option(
      names = "--schedule",
      paramLabel = "<stages>",
      description = "What changes after how many pairs, such as \"0:k=2;200000:k=5,noise=0.3\".")
  private String schedule;

  /** The shape of pushed pairs. */
  Source.Push push(List<String> labels) {
    return new Source.Push(
        Objects.requireNonNullElse(dx, DEFAULT_WIDTH),
        Objects.requireNonNullElse(dy, DEFAULT_WIDTH),
        labels);
  }

  /** What is asked for; adds to {@code mistakes} what does not fit. */
  Source.Synthetic source(List<String> mistakes) {
    Source.Synthetic source =
        new Source.Synthetic(
            Objects.requireNonNullElse(link, Source.Link.LINEAR),
            Objects.requireNonNullElse(kStar, DEFAULT_K_STAR),
            Objects.requireNonNullElse(dx, DEFAULT_WIDTH),
            Objects.requireNonNullElse(dy, DEFAULT_WIDTH),
            Objects.requireNonNullElse(noise, 0.0),
            Objects.requireNonNullElse(schedule, ""));
    atLeastKStar("--dx", source.dx(), source.kStar(), mistakes);
    atLeastKStar("--dy", source.dy(), source.kStar(), mistakes);
    if (source.link() == Source.Link.NONLINEAR && source.noise() != 0) {
      mistakes.add("--noise must be 0 with --link nonlinear but was " + source.noise());
    }
    return source;
  }

  /** Names of the options that are given. */
  List<String> given() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("--link", link);
    options.put("--k-star", kStar);
    options.put("--dx", dx);
    options.put("--dy", dy);
    options.put("--noise", noise);
    options.put("--schedule", schedule);
    List<String> given = new ArrayList<>();
    options.forEach(
        (name, value) -> {
          if (value != null) {
            given.add(name);
          }
        });
    return given;
  }

  private static void atLeastKStar(String name, int width, int kStar, List<String> mistakes) {
    if (width < kStar) {
      mistakes.add("%s must be at least --k-star (%d) but was %d".formatted(name, kStar, width));
    }
  }
}
