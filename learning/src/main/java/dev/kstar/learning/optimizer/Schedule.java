package dev.kstar.learning.optimizer;

/** The learning rate's course: a pure function of the step, so a restart needs no state of it. */
public sealed interface Schedule {
  /**
   * What the learning rate of a step is multiplied by.
   *
   * @param step from 1
   * @return in [0, 1]
   */
  double factor(long step);

  /** 1 throughout. */
  record Constant() implements Schedule {
    @Override
    public double factor(long step) {
      return 1;
    }
  }

  /**
   * Rises linearly to 1 and stays there.
   *
   * @param steps until 1, at least 1
   */
  record WarmUp(long steps) implements Schedule {
    public WarmUp {
      require(steps >= 1, "warm-up steps", "at least 1", steps);
    }

    @Override
    public double factor(long step) {
      return Math.min(1, (double) step / steps);
    }
  }

  /**
   * Rises linearly to 1, then falls to 0 along half a cosine, where it stays.
   *
   * @param warmUp steps until 1, at least 0
   * @param total step of 0, above {@code warmUp}
   */
  record Cosine(long warmUp, long total) implements Schedule {
    public Cosine {
      require(warmUp >= 0, "warm-up steps", "at least 0", warmUp);
      require(total > warmUp, "total steps", "above the %d warm-up steps".formatted(warmUp), total);
    }

    @Override
    public double factor(long step) {
      if (step < warmUp) {
        return (double) step / warmUp;
      }
      double way = Math.min(1, (double) (step - warmUp) / (total - warmUp));
      return (1 + Math.cos(Math.PI * way)) / 2;
    }
  }

  /**
   * Rises linearly to 1, then falls as √(warmUp / step).
   *
   * @param warmUp steps until 1, at least 1
   */
  record InverseSquareRoot(long warmUp) implements Schedule {
    public InverseSquareRoot {
      require(warmUp >= 1, "warm-up steps", "at least 1", warmUp);
    }

    @Override
    public double factor(long step) {
      return Math.min((double) step / warmUp, Math.sqrt((double) warmUp / step));
    }
  }

  private static void require(boolean holds, String what, String rule, long value) {
    if (!holds) {
      throw new IllegalArgumentException("%s must be %s but was %d".formatted(what, rule, value));
    }
  }
}
