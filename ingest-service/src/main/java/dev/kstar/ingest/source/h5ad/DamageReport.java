package dev.kstar.ingest.source.h5ad;

import dev.kstar.ingest.source.file.Quoted;
import dev.kstar.service.StartFailure;
import io.jhdf.exceptions.HdfException;
import java.nio.file.Path;

/** Says in one sentence why an HDF5 file cannot be read. Pure. */
final class DamageReport {
  private static final String DAMAGED =
      "it is truncated or damaged, or uses a part of HDF5 that is not supported";

  private DamageReport() {}

  /**
   * Returns the failure of a start.
   *
   * @param path that was read
   */
  static StartFailure of(Path file, String path, Throwable failure) {
    return new StartFailure(
        "%s#%s cannot be read as HDF5: %s".formatted(file, path, reason(failure)), failure);
  }

  private static String reason(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return "it declares sizes that do not fit into memory, or is damaged";
    }
    String deepest = "";
    for (Throwable each = failure; each != null; each = each.getCause()) {
      deepest = each instanceof HdfException ? String.valueOf(each.getMessage()) : deepest;
    }
    if (deepest.contains("External Data Files") || deepest.contains("Virtual storage")) {
      return "values lie in other files, which are not read";
    }
    return deepest.isEmpty() ? DAMAGED : "%s (%s)".formatted(DAMAGED, Quoted.of(deepest));
  }
}
