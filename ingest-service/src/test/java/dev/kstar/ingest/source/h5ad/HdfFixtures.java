package dev.kstar.ingest.source.h5ad;

import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.ingest.source.file.RowNames;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/** The HDF5 files among the test resources; make.py beside them says what they hold. */
final class HdfFixtures {
  private HdfFixtures() {}

  static Path file(String name) {
    try {
      return Path.of(HdfFixtures.class.getResource("/h5ad/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Features features(String name, String path) {
    return AnnData.features(new Piece(file(name), path));
  }

  static Labels labels(String name, String path) {
    return AnnData.labels(new Piece(file(name), path));
  }

  static List<String> names(RowNames names) {
    return LongStream.range(0, names.rows()).mapToObj(names::nameOf).toList();
  }
}
