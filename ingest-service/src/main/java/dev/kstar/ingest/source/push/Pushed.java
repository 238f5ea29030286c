package dev.kstar.ingest.source.push;

import dev.kstar.ingest.source.PairSource;

/**
 * One message of a client and where its answer goes.
 *
 * @param message the bytes of a {@link dev.kstar.v1.PushRequest}
 * @param answer called once, on the ingest thread
 * @param trace of the client's call, for its records; no bytes when nobody records it
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Pushed(byte[] message, Answer answer, byte[] trace) {
  /** A message of a call without a trace. */
  public Pushed(byte[] message, Answer answer) {
    this(message, answer, PairSource.NO_TRACE);
  }

  /** What becomes of a message. */
  public interface Answer {
    /**
     * Every pair has its result; those that were accepted are durable.
     *
     * @param response the bytes of a {@link dev.kstar.v1.PushResponse}
     */
    void results(byte[] response);

    /** The stream has ended: which pairs are durable is not known, and the client asks again. */
    void unavailable(String reason);
  }
}
