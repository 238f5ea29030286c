package dev.kstar.local.cli;

import dev.kstar.local.job.Job;
import dev.kstar.local.job.Source;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** Options of the models and their training. */
final class TrainingOptions {
  private static final int DEFAULT_BATCH = 256;

  @Option(
      names = {"--dimension", "--dimensions"},
      paramLabel = "<d,d>",
      converter = Dimensions.class,
      defaultValue = "20",
      description =
          "Output dimension of both encoders, or several with commas: one model for each (default"
              + " ${DEFAULT-VALUE}).")
  private Dimensions.Listed dimensions;

  @Option(
      names = "--replicas",
      paramLabel = "<n>",
      converter = Numbers.Positive.class,
      defaultValue = "1",
      description = "Models for each dimension, with seeds of their own (default 1).")
  private int replicas;

  @Option(
      names = "--hidden",
      paramLabel = "<n,n>",
      converter = Widths.class,
      defaultValue = "50,50,50",
      description =
          "Widths of the hidden layers, or none for linear encoders (default ${DEFAULT-VALUE}).")
  private Widths.Hidden hidden;

  @Option(
      names = "--batch",
      paramLabel = "<n>",
      converter = Numbers.Batch.class,
      description = "Pairs a step (default 256, or fewer where files give fewer).")
  private Integer batch;

  @Option(
      names = "--learning-rate",
      paramLabel = "<rate>",
      converter = Numbers.AboveZero.class,
      defaultValue = "0.001",
      description = "Adam's learning rate of the encoders (default ${DEFAULT-VALUE}).")
  private double learningRate;

  @Option(
      names = "--seed",
      paramLabel = "<n>",
      converter = Numbers.Whole.class,
      defaultValue = "1",
      description = "Seed of the data and of the encoders' start (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--steps",
      paramLabel = "<n>",
      converter = Numbers.PositiveLong.class,
      description = "Train at most that many steps.")
  private Long steps;

  @Option(
      names = "--plain",
      description = "One line a report, as it is when the output is no terminal.")
  private boolean plain;

  Job job(Source source, double holdout) {
    return new Job(
        source,
        holdout,
        dimensions.values(),
        replicas,
        hidden.widths(),
        batch == null ? DEFAULT_BATCH : batch,
        learningRate,
        seed,
        steps());
  }

  OptionalLong steps() {
    return steps == null ? OptionalLong.empty() : OptionalLong.of(steps);
  }

  /** Whether the batch was asked for. */
  boolean batchGiven() {
    return batch != null;
  }

  boolean plain() {
    return plain;
  }
}
