package dev.kstar.trainer.config;

/** In which order records become mini-batches. */
public enum BatchOrder {
  /** Every batch takes as many records of each partition: a function of the log alone. */
  ROUND_ROBIN,
  /** Every batch takes what has come; what it took is recorded. */
  ARRIVAL
}
