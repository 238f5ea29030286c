package dev.kstar.stream;

/** Something that every broker in use can answer at once. Used by one thread. */
interface KafkaQuestion extends AutoCloseable {
  /**
   * Asks, and waits a bounded time.
   *
   * @return whether an answer came, be it a refusal
   */
  boolean ask() throws InterruptedException;

  @Override
  void close();
}
