package dev.kstar.bench;

/** Something that takes steps, and whose result can be checked. */
interface Job extends AutoCloseable {
  String name();

  /** One step; data are ready before. */
  void step();

  /** Models that one step trains. */
  int models();

  @Override
  void close();
}
