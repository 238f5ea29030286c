package dev.kstar.ingest.source.h5ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.RowNames;
import dev.kstar.service.StartFailure;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObsNamesTest {
  private static final float[][] THREE_ROWS = {{1, 2}, {3, 4}, {5, 6}};

  @TempDir Path directory;

  private Features read(String path) {
    return AnnData.features(new Piece(directory.resolve("cells.h5mu"), path));
  }

  private WritableHdfFile write() {
    return HdfFile.write(directory.resolve("cells.h5mu"));
  }

  private static List<String> names(Features features) {
    return features.rowNames().map(HdfFixtures::names).orElse(List.of());
  }

  @Test
  void rowNames_indexOfObs_isReadForEveryMatrix() {
    List<String> expected = List.of("c0", "c1", "c2", "c3", "c4", "c5");

    assertThat(names(HdfFixtures.features("types.h5ad", "layers/f4"))).isEqualTo(expected);
    assertThat(names(HdfFixtures.features("types.h5ad", "obsm/masked"))).isEqualTo(expected);
    assertThat(names(HdfFixtures.features("records.h5ad", "X"))).isEqualTo(expected);
    RowNames ofLabels = HdfFixtures.labels("types.h5ad", "flag").rowNames().orElseThrow();
    assertThat(HdfFixtures.names(ofLabels)).isEqualTo(expected);
  }

  @Test
  void rowNames_indexWithoutAttribute_isFound() {
    try (WritableHdfFile hdf = write()) {
      hdf.putDataset("X", THREE_ROWS);
      hdf.putGroup("obs").putDataset("index", new String[] {"c", "a", "b"});
    }

    assertThat(names(read("X"))).containsExactly("c", "a", "b");
  }

  @Test
  void rowNames_indexOfNumbers_isText() {
    try (WritableHdfFile hdf = write()) {
      hdf.putDataset("X", THREE_ROWS);
      WritableGroup obs = hdf.putGroup("obs");
      obs.putAttribute("_index", "cell");
      obs.putDataset("cell", new long[] {30, 10, 20});
    }

    assertThat(names(read("X"))).containsExactly("30", "10", "20");
  }

  @Test
  void rowNames_noObs_areNone() {
    try (WritableHdfFile hdf = write()) {
      hdf.putDataset("X", THREE_ROWS);
    }

    assertThat(read("X").rowNames()).isEqualTo(Optional.empty());
  }

  @Test
  void rowNames_modality_areItsOwn() {
    try (WritableHdfFile hdf = write()) {
      hdf.putGroup("obs").putDataset("_index", new String[] {"u", "v", "w"});
      WritableGroup rna = hdf.putGroup("mod").putGroup("rna");
      rna.putDataset("X", THREE_ROWS);
      rna.putGroup("obs").putDataset("_index", new String[] {"w", "v", "u"});
    }

    assertThat(names(read("mod/rna/X"))).containsExactly("w", "v", "u");
  }

  private void writeMapped(int... map) {
    try (WritableHdfFile hdf = write()) {
      hdf.putGroup("obs").putDataset("_index", new String[] {"p", "q", "r", "s"});
      hdf.putGroup("obsmap").putDataset("rna", map);
      hdf.putGroup("mod").putGroup("rna").putDataset("X", THREE_ROWS);
    }
  }

  @Test
  void rowNames_modalityWithoutNames_followObsmap() {
    writeMapped(3, 0, 1, 2);

    assertThat(names(read("mod/rna/X"))).containsExactly("r", "s", "p");
  }

  @Test
  void rowNames_brokenObsmap_isRefused() {
    writeMapped(3, 1, 1, 2);
    assertThatThrownBy(() -> read("mod/rna/X"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("#obsmap/rna must hold each of the rows 1 to 3 once")
        .hasMessageEndingWith("but has 1 in row 2");

    writeMapped(0, 0, 1, 2);
    assertThatThrownBy(() -> read("mod/rna/X")).hasMessageEndingWith("once but lacks 3");
  }

  @Test
  void rowNames_otherNumberThanRows_isRefused() {
    try (WritableHdfFile hdf = write()) {
      hdf.putDataset("X", THREE_ROWS);
      hdf.putGroup("obs").putDataset("index", new String[] {"a", "b"});
    }

    assertThatThrownBy(() -> read("X"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(
            "#X must have as many rows as its file has names for them, 2, but has 3");
  }
}
