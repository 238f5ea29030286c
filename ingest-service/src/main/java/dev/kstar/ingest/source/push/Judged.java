package dev.kstar.ingest.source.push;

import dev.kstar.v1.PushResponse;
import dev.kstar.v1.PushResult;
import dev.kstar.v1.PushResult.Outcome;

/**
 * A message that has been looked at, of which the first results are known. It waits for its commit
 * beside thousands of others, so it holds of each pair only what its result needs.
 */
final class Judged {
  private final Pushed.Answer answer;
  private final byte[] trace;
  private final Looked[] pairs;
  private final String[] ids;
  private final String[] rejections;
  private final Outcome[] outcomes;
  private int size;
  private int judged;

  /**
   * @param pairs of the message, none of them added yet
   */
  Judged(Pushed pushed, int pairs) {
    this.answer = pushed.answer();
    this.trace = pushed.trace();
    this.pairs = new Looked[pairs];
    this.ids = new String[pairs];
    this.rejections = new String[pairs];
    this.outcomes = new Outcome[pairs];
  }

  void add(Looked pair) {
    pairs[size] = pair;
    ids[size] = pair.id();
    rejections[size++] = pair.rejection();
  }

  boolean isComplete() {
    return judged == size;
  }

  /** The first pair without a result. */
  Looked next() {
    return pairs[judged];
  }

  /** The result of {@link #next}, which is not kept. */
  void judged(Outcome outcome) {
    pairs[judged] = null;
    outcomes[judged++] = outcome;
  }

  byte[] trace() {
    return trace;
  }

  void answer() {
    PushResponse.Builder response = PushResponse.newBuilder();
    for (int i = 0; i < size; i++) {
      PushResult.Builder result = PushResult.newBuilder().setId(ids[i]).setOutcome(outcomes[i]);
      response.addResults(
          rejections[i] == null ? result.build() : result.setReason(rejections[i]).build());
    }
    answer.results(response.build());
  }

  void unavailable(String reason) {
    answer.unavailable(reason);
  }
}
