package dev.kstar.trainer.config;

import dev.kstar.learning.normaliser.NormaliserKind;
import dev.kstar.learning.optimizer.OptimizerKind;
import dev.kstar.service.Ranges;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Every setting of the trainer beside those of the topics. Each group is a mapping of its own: one
 * of all {@code kstar.*} would refuse the settings of the other services, which may come from the
 * same file.
 *
 * @param stream name of the stream to train on; its descriptor says dx, dy and labels
 * @param startTimeout how long to wait for Kafka at the start
 * @param device setting of where to compute
 * @param model the encoders and how many of them
 * @param batch how records become mini-batches
 * @param normaliser what the similarity is divided by
 * @param optimizer Adam
 * @param training when to stop
 * @param checkpoint what survives the process
 * @param snapshot which weights are kept for others
 */
public record TrainerConfig(
    String stream,
    Duration startTimeout,
    DeviceSetting device,
    Model model,
    Batch batch,
    Normaliser normaliser,
    Optimizer optimizer,
    Training training,
    Checkpoint checkpoint,
    Snapshot snapshot) {

  /** Shape of the population. */
  @ConfigMapping(prefix = "kstar.model")
  public interface Model {
    /** Widths of the hidden layers of both encoders, or {@code none} for linear encoders. */
    @WithDefault("50,50,50")
    @WithConverter(HiddenName.class)
    HiddenWidths hidden();

    /** Output dimensions d, one model of the population for each. */
    @WithDefault("20")
    List<@WithConverter(Ranges.PositiveInt.class) Integer> dimensions();

    /** Models for each dimension, which differ in their seed. */
    @WithDefault("1")
    @WithConverter(Ranges.PositiveInt.class)
    int replicas();

    /** Seed of the first replica's initial weights; the next replica has the next. */
    @WithDefault("1")
    @WithConverter(Seed.class)
    long seed();

    /** exp(θ) of every model before its first step, from which τ is learned. */
    @WithDefault("1")
    @WithConverter(Ranges.PositiveDouble.class)
    double initialTemperature();
  }

  /** Shape of a mini-batch. */
  @ConfigMapping(prefix = "kstar.batch")
  public interface Batch {
    /** Pairs in a mini-batch, B; each pair's negatives are the other B - 1. */
    @WithDefault("256")
    @WithConverter(BatchSize.class)
    int size();

    /** {@code round-robin}, a function of the log alone, or {@code arrival}, which is recorded. */
    @WithDefault("round-robin")
    BatchOrder order();

    /** Batches that may be ready or in the making while one is trained on. */
    @WithDefault("8")
    @WithConverter(BatchesAhead.class)
    int ahead();
  }

  /** The normaliser of the similarity. */
  @ConfigMapping(prefix = "kstar.normaliser")
  public interface Normaliser {
    /** {@code running}, {@code reference} or {@code cosine}. */
    @WithDefault("running")
    @WithConverter(Choice.OfNormaliser.class)
    NormaliserKind kind();

    /** Decay of the running average of norms. */
    @WithDefault("0.99")
    @WithConverter(Ranges.Fraction.class)
    double decay();

    /** Pairs in the reference set, taken from the start of the stream. */
    @WithDefault("2000")
    @WithConverter(Ranges.PositiveInt.class)
    int referencePairs();
  }

  /** The optimizer. */
  @ConfigMapping(prefix = "kstar.optimizer")
  public interface Optimizer {
    /** {@code adam} with an L2 penalty, or {@code adamw} with decoupled decay. */
    @WithDefault("adam")
    @WithConverter(Choice.OfOptimizer.class)
    OptimizerKind kind();

    /** Learning rate of the encoders. */
    @WithDefault("0.001")
    @WithConverter(Ranges.PositiveDouble.class)
    double learningRate();

    /** Learning rate of log tau as a multiple of the encoders'. */
    @WithDefault("4")
    @WithConverter(Ranges.PositiveDouble.class)
    double temperatureMultiplier();

    /** Decay of weights; never of biases or of the temperature. */
    @WithDefault("0.0001")
    @WithConverter(Ranges.NonNegativeDouble.class)
    double weightDecay();

    /** The learning rates' course. */
    @WithDefault("constant")
    @WithConverter(Choice.OfSchedule.class)
    ScheduleKind schedule();

    /** Steps in which the learning rates rise from 0. */
    @WithDefault("0")
    @WithConverter(Ranges.NonNegativeLong.class)
    long warmupSteps();

    /** Step at which a cosine reaches 0. */
    @WithDefault("0")
    @WithConverter(Ranges.NonNegativeLong.class)
    long totalSteps();

    /** Longest gradient of a member; 0 is any. */
    @WithDefault("0")
    @WithConverter(Ranges.NonNegativeDouble.class)
    double clipNorm();

    /** Decay of the moving average of weights that snapshots are taken from; 0 is none. */
    @WithDefault("0")
    @WithConverter(Ranges.Fraction.class)
    double emaDecay();
  }

  /** The course of the training. */
  @ConfigMapping(prefix = "kstar.training")
  public interface Training {
    /** Steps after which training ends and the model stays as it is; 0 means never. */
    @WithDefault("0")
    @WithConverter(Ranges.NonNegativeLong.class)
    long maxSteps();

    /**
     * Batches in a row that make the loss or a gradient non-finite, after which training pauses.
     */
    @WithDefault("10")
    @WithConverter(Ranges.PositiveInt.class)
    int maxDiscarded();

    /** Threads that share the members of the population; without it as many as processors. */
    Optional<@WithConverter(Ranges.PositiveInt.class) Integer> threads();
  }

  /** Checkpoints: where, how often, how many. */
  @ConfigMapping(prefix = "kstar.checkpoint")
  public interface Checkpoint {
    /** Folder of the checkpoints; without one, a start trains from the start of the log. */
    Optional<Path> directory();

    /** Steps between two checkpoints; 0 means that only time counts. */
    @WithDefault("0")
    @WithConverter(Ranges.NonNegativeLong.class)
    long everySteps();

    /** Time between two checkpoints. */
    @WithDefault("PT10S")
    @WithConverter(Ranges.PositiveDuration.class)
    Duration every();

    /** Checkpoints to keep, the newest. */
    @WithDefault("3")
    @WithConverter(Ranges.PositiveInt.class)
    int keep();

    /** {@code fail} or {@code skip} when retention has removed what comes next. */
    @WithDefault("fail")
    @WithConverter(Choice.OfOnGap.class)
    OnGap onGap();
  }

  /** Kept snapshots: where, how often, how many, how long. */
  @ConfigMapping(prefix = "kstar.snapshot")
  public interface Snapshot {
    /** Folder of the kept snapshots; without one, none are kept. */
    Optional<Path> directory();

    /** Steps between two snapshots; 0 means that only time counts. */
    @WithDefault("0")
    @WithConverter(Ranges.NonNegativeLong.class)
    long everySteps();

    /** Time between two snapshots. */
    @WithDefault("PT5M")
    @WithConverter(Ranges.PositiveDuration.class)
    Duration every();

    /** Snapshots to keep of each run and member, the newest. */
    @WithDefault("24")
    @WithConverter(Ranges.PositiveInt.class)
    int keep();

    /** Age beyond which a snapshot is removed, unless it is the newest of its member. */
    @WithDefault("P7D")
    @WithConverter(Ranges.PositiveDuration.class)
    Duration maxAge();
  }
}
