package dev.kstar.ingest.config;

/** Where pairs come from. */
public enum SourceKind {
  /** Generated pairs whose number of shared coordinates is known. */
  SYNTHETIC,
  /** NumPy array files. */
  NPY,
  /** Comma-separated text files. */
  CSV,
  /** Pairs that clients push over gRPC. */
  PUSH
}
