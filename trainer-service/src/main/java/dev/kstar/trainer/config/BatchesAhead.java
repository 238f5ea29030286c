package dev.kstar.trainer.config;

import org.eclipse.microprofile.config.spi.Converter;

/** Batches in memory: enough for any delay of the log, and no more than memory has room for. */
public final class BatchesAhead implements Converter<Integer> {
  private static final long serialVersionUID = 1;
  private static final int MOST = 1_024;

  @Override
  public Integer convert(String value) {
    try {
      int batches = Integer.parseInt(value.trim());
      if (batches >= 1 && batches <= MOST) {
        return batches;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "must be a whole number from 1 to %d but was \"%s\"".formatted(MOST, value));
  }
}
