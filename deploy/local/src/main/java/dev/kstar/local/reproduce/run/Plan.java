package dev.kstar.local.reproduce.run;

import dev.kstar.contract.HoldoutSplit;
import dev.kstar.local.reproduce.experiment.Data;
import dev.kstar.local.reproduce.experiment.Run;
import java.util.function.LongFunction;

/**
 * Which pairs of a run are held out. The split is a hash of the ids, and the ids are known
 * beforehand, so their number is as well: the evaluator waits for exactly so many and always
 * measures the same set, whatever was faster.
 *
 * @param fraction of pairs that are held out
 * @param held distinct pairs that are
 * @param least as many as an interim report is made on
 * @param limit pairs that ingest writes in all, both sides
 */
record Plan(double fraction, int held, int least, long limit) {
  /** Pairs that ingest may be ahead of the trainer: some seconds of it, so that it never waits. */
  private static final long MAX_LAG = 50_000;

  /** The same where pairs are small: 0.1 GB of log, for fewer transactions and larger fetches. */
  private static final long MAX_LAG_OF_SMALL = 500_000;

  /**
   * Pairs beyond what is trained on: few enough that ingest completes beside a trainer at its end.
   */
  private static final long AHEAD = 10_000;

  private static final int HALVINGS = 64;

  static Plan of(Run run) {
    long needed = run.steps() * run.models().batch();
    if (run.data() instanceof Data.Endless) {
      return endless(run.seed(), needed);
    }
    if (run.data() instanceof Data.Looped looped) {
      return looped(looped.pairs(), needed);
    }
    Data.Own own = (Data.Own) run.data();
    int held = own.held();
    return new Plan(own.holdout(), held, held, passes(needed, own.rows() - held) * own.rows());
  }

  /** Pairs that ingest may be ahead of the trainer. */
  static long maxLag(Data data) {
    return data instanceof Data.Own ? MAX_LAG : MAX_LAG_OF_SMALL;
  }

  private static Plan endless(long seed, long needed) {
    long limit = needed + AHEAD + Data.HELD_OUT;
    double fraction = (double) Data.HELD_OUT / limit;
    int held = count(fraction, limit, n -> "s-" + seed + "-" + n);
    return new Plan(fraction, held, 2 * held / 5, limit); // half the way they are about half
  }

  /** Exactly as many as wanted on both sides: the fraction is found by halving. */
  private static Plan looped(int pairs, long needed) {
    int rows = pairs + Data.HELD_OUT;
    double low = 0;
    double high = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (count(middle, rows, Plan::row) < Data.HELD_OUT) {
        low = middle;
      } else {
        high = middle;
      }
    }
    int held = count(high, rows, Plan::row);
    return new Plan(high, held, held, passes(needed, pairs) * rows); // all in the first pass
  }

  /** One more than needed, since a pass may end within a batch. */
  private static long passes(long needed, long pairs) {
    return needed / pairs + 2;
  }

  private static String row(long n) {
    return "row-" + n;
  }

  private static int count(double fraction, long ids, LongFunction<String> id) {
    HoldoutSplit split = new HoldoutSplit(fraction);
    int held = 0;
    for (long n = 0; n < ids; n++) {
      if (split.holdsOut(id.apply(n))) {
        held++;
      }
    }
    return held;
  }
}
