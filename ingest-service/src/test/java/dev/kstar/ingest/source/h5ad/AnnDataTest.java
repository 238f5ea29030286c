package dev.kstar.ingest.source.h5ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.Fuzz;
import dev.kstar.ingest.source.Read;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.service.StartFailure;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnDataTest {
  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("cells.h5ad");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      WritableGroup x = hdf.putGroup("X");
      x.putAttribute("encoding-type", "csr_matrix");
      x.putAttribute("shape", new long[] {4, 3});
      x.putDataset("data", new float[] {1, 2, 3, Float.NaN});
      x.putDataset("indices", new int[] {0, 2, 1, 0});
      x.putDataset("indptr", new int[] {0, 2, 2, 3, 4});
      WritableGroup obsm = hdf.putGroup("obsm");
      obsm.putDataset("X_pca", new double[][] {{0.5, 1}, {2, 3}, {4, 1e300}, {6, 7}});
      WritableGroup frame = obsm.putGroup("protein");
      frame.putAttribute("encoding-type", "dataframe");
      frame.putAttribute("column-order", new String[] {"CD4", "CD3"});
      frame.putDataset("CD3", new float[] {1, 2, 3, 4});
      frame.putDataset("CD4", new long[] {10, 20, 30, 40});
      WritableGroup obs = hdf.putGroup("obs");
      WritableGroup type = obs.putGroup("cell_type");
      type.putAttribute("encoding-type", "categorical");
      type.putDataset("codes", new byte[] {1, 0, -1, 1});
      type.putDataset("categories", new String[] {"B", "T"});
      obs.putDataset("batch", new int[] {5, 6, 7, 8});
      obs.putDataset("size", new float[] {1, 2, 3, 4});
    }
  }

  private Features features(String path) {
    return AnnData.features(new Piece(file, path));
  }

  @Test
  void sparseRowsAreReadWithTheirZeros() {
    Features x = features("");
    assertThat(x.rows()).isEqualTo(4);
    assertThat(Read.row(x, 0)).containsExactly(1, 0, 2);
    assertThat(Read.row(x, 1)).containsExactly(0, 0, 0);
    assertThat(Read.row(x, 2)).containsExactly(0, 3, 0);
    assertThat(Read.rejection(x, 3))
        .isEqualTo(file + "#X row 3 column 0 must be a finite float32 value but was NaN");
  }

  @Test
  void aDenseMatrixIsRead() {
    Features pca = features("obsm/X_pca");
    assertThat(pca.width()).isEqualTo(2);
    assertThat(Read.row(pca, 0)).containsExactly(0.5f, 1);
    assertThat(Read.row(pca, 3)).containsExactly(6, 7);
    assertThat(Read.rejection(pca, 2)).contains("row 2 column 1").endsWith("was 1.0E300");
  }

  @Test
  void aDataFrameIsReadInTheOrderOfItsColumns() {
    assertThat(Read.row(features("obsm/protein"), 1)).containsExactly(20, 2);
  }

  @Test
  void labelsAreCodesOrWholeNumbers() {
    var types = AnnData.labels(new Piece(file, "cell_type"));
    assertThat(Read.label(types, 0)).isEqualTo(1);
    assertThat(Read.label(types, 1)).isZero();
    assertThat(types.read(2, new int[1], 0).orElseThrow().reason())
        .isEqualTo(file + "#obs/cell_type row 2 must have a category but has none");
    assertThat(Read.label(AnnData.labels(new Piece(file, "obs/batch")), 3)).isEqualTo(8);
    assertThat(Read.label(AnnData.labels(new Piece(file, "size")), 3)).isEqualTo(4);
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThatThrownBy(() -> features("obsm/X_umap"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("must hold obsm/X_umap but /obsm/ holds [")
        .hasMessageContaining("X_pca");
    assertThatThrownBy(() -> features("obs/batch"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("must be a dense matrix, a csr_matrix or a data frame of numbers");
    assertThatThrownBy(() -> AnnData.labels(Piece.all(file)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("must name a column of obs");
  }

  @Test
  void noDamageGivesAnythingButAClearError() throws IOException {
    Fuzz.survives(
        file,
        damaged -> {
          Read.all(AnnData.features(Piece.all(damaged)));
          Read.all(AnnData.features(new Piece(damaged, "obsm/X_pca")));
          Read.all(AnnData.features(new Piece(damaged, "obsm/protein")));
          Read.all(AnnData.labels(new Piece(damaged, "cell_type")));
        });
  }

  @Test
  void features_damagedFileOfH5py_isReadOrRefused() throws IOException {
    Path types = Files.copy(HdfFixtures.file("types.h5ad"), directory().resolve("types.h5ad"));
    Path sums = Files.copy(HdfFixtures.file("checksums.h5ad"), directory().resolve("sums.h5ad"));

    Fuzz.survives(
        types,
        damaged -> {
          Read.all(AnnData.features(new Piece(damaged, "obsm/masked")));
          Read.all(AnnData.labels(new Piece(damaged, "kind")));
          Read.all(AnnData.labels(new Piece(damaged, "Int64")));
        });
    Fuzz.survives(sums, damaged -> Read.all(AnnData.features(new Piece(damaged, "packed"))));
  }

  private Path directory() {
    return file.getParent();
  }
}
