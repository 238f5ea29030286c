package dev.kstar.ingest.rate;

/** A way to bring pairs into Kafka. */
interface Contestant extends AutoCloseable {
  /** Values of x, and of y. */
  int WIDTH = 20;

  String name();

  /** Brings all pairs into topics of its own and counts them there. */
  Took run() throws Exception;

  @Override
  default void close() throws Exception {
    // most have nothing to close
  }
}
