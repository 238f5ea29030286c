package dev.kstar.ingest.source.h5ad;

import io.jhdf.filter.FilterManager;

/**
 * The filters of HDF5 that the library leaves open: it does not verify checksums, and unpacks
 * whatever a chunk asks for.
 */
final class HdfFilters {
  private HdfFilters() {}

  /** Puts the filters in the place of the library's, for the whole process. */
  static synchronized void install() {
    FilterManager.addFilter(new ChecksumFilter());
    FilterManager.addFilter(new InflateFilter());
  }
}
