package dev.kstar.ingest.config;

/**
 * Largest magnitude that a value may have as it is written to the stream. A finite value can be of
 * no use all the same: one of 3e38 makes every sum that it is in infinite.
 *
 * @param magnitude as it was set, at least 0; {@link Float#MAX_VALUE} for no bound
 */
public record MagnitudeBound(double magnitude) {
  /** Name of the setting. */
  public static final String SETTING = "kstar.ingest.max-magnitude";

  /** Any finite value. */
  public static final MagnitudeBound NONE = new MagnitudeBound(Float.MAX_VALUE);

  /**
   * Bound of values in units of their own: the squares of the widest row that is read, 2^20 values,
   * add up to 1e36, which float32 holds with a factor of 300 to spare.
   */
  static final MagnitudeBound RAW = new MagnitudeBound(1e15);

  /**
   * Bound of values in standard deviations. Beyond it the other columns of a row, which are around
   * 1, are lost in the seven digits of a float32 sum.
   */
  static final MagnitudeBound DEVIATIONS = new MagnitudeBound(1e6);

  /** The bound that a setting gives, or that follows from the standardisation without one. */
  public static MagnitudeBound of(IngestConfig ingest) {
    MagnitudeBound usual = ingest.standardise() == Scaling.Z_SCORE ? DEVIATIONS : RAW;
    return ingest.maxMagnitude().map(MagnitudeBound::of).orElse(usual);
  }

  private static MagnitudeBound of(double setting) {
    return setting == 0 ? NONE : new MagnitudeBound(setting);
  }

  /** The bound as float32, which is finite. */
  public float largest() {
    return (float) Math.min(magnitude, Float.MAX_VALUE);
  }

  /** The bound in words, for messages. */
  @Override
  public String toString() {
    return "%s in magnitude (%s)".formatted(magnitude, SETTING);
  }
}
