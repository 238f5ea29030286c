package dev.kstar.local.reproduce.experiment;

import java.util.Locale;

/** How models are trained. */
public enum Protocol {
  /** Fresh pairs, running norm, learning rate 1e-3. */
  STREAM,
  /** 10,000 fixed pairs, reference norm, learning rate 1e-4, 31,200 steps. */
  PAPER;

  static final int PAIRS = 10_000;
  static final double LEARNING_RATE = 1e-4;
  static final long STEPS = 31_200;

  /** As in options. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
