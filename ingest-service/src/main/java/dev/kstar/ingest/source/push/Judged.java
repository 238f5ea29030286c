package dev.kstar.ingest.source.push;

import dev.kstar.v1.PushResult.Outcome;
import java.util.List;

/**
 * A message that has been looked at, of which the first results are known. It waits for its commit
 * beside thousands of others, so it holds of each pair only what its result needs.
 */
final class Judged {
  private final Pushed.Answer answer;
  private final byte[] trace;
  private final Looked[] pairs;
  private final byte[][] ids;
  private final String[] rejections;
  private final Outcome[] outcomes;
  private int judged;

  /**
   * @param looked the pairs of the message
   */
  Judged(Pushed pushed, List<Looked> looked) {
    this.answer = pushed.answer();
    this.trace = pushed.trace();
    this.pairs = looked.toArray(Looked[]::new);
    this.ids = new byte[pairs.length][];
    this.rejections = new String[pairs.length];
    this.outcomes = new Outcome[pairs.length];
  }

  boolean isComplete() {
    return judged == pairs.length;
  }

  /** The first pair without a result. */
  Looked next() {
    return pairs[judged];
  }

  /** All pairs, as long as none has a result. */
  Looked[] all() {
    return pairs;
  }

  /** The result of {@link #next}, of which the rest is not kept. */
  void judged(Outcome outcome) {
    ids[judged] = pairs[judged].id();
    rejections[judged] = pairs[judged].rejection();
    pairs[judged] = null;
    outcomes[judged++] = outcome;
  }

  byte[] trace() {
    return trace;
  }

  void answer() {
    answer.results(Results.encode(ids, outcomes, rejections));
  }

  void unavailable(String reason) {
    answer.unavailable(reason);
  }
}
