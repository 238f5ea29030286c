package dev.kstar.ingest.source.push;

import dev.kstar.v1.PushResponse;
import dev.kstar.v1.PushResult;
import java.util.ArrayList;
import java.util.List;

/** A message that has been looked at, of which the first results are known. */
final class Judged {
  private final Pushed pushed;
  private final List<Looked> pairs;
  private final PushResponse.Builder response = PushResponse.newBuilder();

  Judged(Pushed pushed, int size) {
    this.pushed = pushed;
    this.pairs = new ArrayList<>(size);
  }

  void add(Looked pair) {
    pairs.add(pair);
  }

  boolean isComplete() {
    return response.getResultsCount() == pairs.size();
  }

  /** The first pair without a result. */
  Looked next() {
    return pairs.get(response.getResultsCount());
  }

  void judged(PushResult result) {
    response.addResults(result);
  }

  byte[] trace() {
    return pushed.trace();
  }

  void answer() {
    pushed.answer().results(response.build());
  }

  void unavailable(String reason) {
    pushed.answer().unavailable(reason);
  }
}
