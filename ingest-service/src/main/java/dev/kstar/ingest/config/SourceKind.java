package dev.kstar.ingest.config;

/** Where pairs come from. */
public enum SourceKind {
  /** Generated pairs whose number of shared coordinates is known. */
  SYNTHETIC,
  /** NumPy array files, .npy or .npz. */
  NPY,
  /** The same. */
  NPZ,
  /** Comma-separated text files. */
  CSV,
  /** Apache Parquet files. */
  PARQUET,
  /** AnnData files of single cells. */
  H5AD,
  /** Pairs that clients push over gRPC. */
  PUSH
}
