package dev.kstar.ingest.source.push;

import dev.kstar.v1.PushRequest;
import dev.kstar.v1.PushResponse;

/**
 * One message of a client and where its answer goes.
 *
 * @param answer called once, on the ingest thread
 */
public record Pushed(PushRequest request, Answer answer) {
  /** What becomes of a message. */
  public interface Answer {
    /** Every pair has its result; those that were accepted are durable. */
    void results(PushResponse response);

    /** The stream has ended: which pairs are durable is not known, and the client asks again. */
    void unavailable(String reason);
  }
}
