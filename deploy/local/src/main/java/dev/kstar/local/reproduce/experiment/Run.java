package dev.kstar.local.reproduce.experiment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * One training of a population from its start to its last step, and the evaluation of that very
 * step. Equal runs are the same run, whichever experiments ask for it.
 *
 * @param seed of the data and of the models' start
 * @param compacted whether models of d = k̂* and k̂* + 1 are trained on the same log afterwards
 */
public record Run(Data data, Models models, long steps, long seed, boolean compacted) {
  /** Seconds that services take to start, about, in the unit of {@link #cost}. */
  private static final double START = 5;

  private static final int SMALL_MODELS = 2;
  private static final double BATCH = 0.25e-3; // to read one
  private static final double WRITTEN_BATCH = 0.9e-3;
  private static final double MODEL_STEP = 0.45e-3;
  private static final double REFERENCE = 6.5; // as many steps
  private static final double EVALUATION = 0.4; // of both reports
  private static final double USUAL_WEIGHTS = 3 * 50 * 50;
  private static final double BY_WEIGHTS = 0.7;

  /** In one stage. */
  public Run(Data data, Models models, long steps, long seed) {
    this(data, models, steps, seed, false);
  }

  /** The same with a second stage. */
  public Run thenCompacted() {
    return new Run(data, models, steps, seed, true);
  }

  /** Unique among different runs, and the same on every machine for equal ones. */
  public String name() {
    return "%s-%s-s%d-seed%d%s-%s"
        .formatted(data.slug(), models.slug(), steps, seed, compacted ? "-compacted" : "", hash());
  }

  /** In one line. */
  public String words() {
    String ds =
        models.dimensions().size() == 1
            ? "d = " + models.dimensions().get(0)
            : "%d widths from %d to %d"
                .formatted(
                    models.dimensions().size(),
                    models.dimensions().get(0),
                    models.dimensions().get(models.dimensions().size() - 1));
    return "%s; %s; hidden %s; %s norm%s; seed %d%s"
        .formatted(
            data.words(),
            ds,
            models.hiddenWords(),
            models.normaliser(),
            models.temperature() == 1 ? "" : "; τ from " + models.temperature(),
            seed,
            compacted ? "; then compacted to k̂*" : "");
  }

  /** In one line, with every setting that is not the services' default. */
  public String configuration() {
    return String.format(
        Locale.ROOT,
        "%s; %,d steps of B = %d; learning rate %s, of θ %d times as much",
        words(),
        steps,
        models.batch(),
        models.learningRate(),
        models.temperatureMultiplier());
  }

  /** Seconds that it takes on two quiet cores, roughly: for the share of the whole that is done. */
  public double cost() {
    double read = START + steps * BATCH;
    double first = read + steps * WRITTEN_BATCH * written() + cost(models.dimensions().size());
    return compacted ? first + read + cost(SMALL_MODELS) : first;
  }

  /** Pairs that ingest writes, for each that is trained on: those held out come again each pass. */
  private double written() {
    return data instanceof Data.Looped looped ? 1 + (double) Data.HELD_OUT / looped.pairs() : 1;
  }

  private double cost(int members) {
    double weights = 0;
    for (int i = 0; i < models.hidden().size(); i++) {
      int before = models.hidden().get(Math.max(0, i - 1));
      weights += (double) before * models.hidden().get(i);
    }
    double wide = Math.max(1, Math.pow(weights / USUAL_WEIGHTS, BY_WEIGHTS));
    double reference = models.normaliser() == Normaliser.REFERENCE ? REFERENCE : 1;
    return members * (EVALUATION + steps * MODEL_STEP * wide * reference);
  }

  private String hash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
