package dev.kstar.ingest.source.h5ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.Read;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.service.StartFailure;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparseEntriesTest {
  @TempDir Path directory;

  private Features read(String kind, float[] data, int[] indices, int[] starts) {
    Path file = directory.resolve("sparse.h5ad");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      WritableGroup x = hdf.putGroup("X");
      x.putAttribute("encoding-type", kind);
      x.putAttribute("shape", new long[] {3, 2});
      x.putDataset("data", data);
      x.putDataset("indices", indices);
      x.putDataset("indptr", starts);
    }
    return AnnData.features(Piece.all(file));
  }

  private void refuses(float[] data, int[] indices, int[] starts, String reason) {
    assertThatThrownBy(() -> read("csr_matrix", data, indices, starts))
        .isInstanceOf(StartFailure.class)
        .hasMessage(directory.resolve("sparse.h5ad") + "#X/" + reason);
  }

  @Test
  void rows_doubledEntries_areAdded() {
    Features x =
        read(
            "csr_matrix", new float[] {1, 2, 4, 8}, new int[] {1, 0, 1, 0}, new int[] {0, 3, 3, 4});

    assertThat(Read.row(x, 0)).containsExactly(2, 5);
    assertThat(Read.row(x, 1)).containsExactly(0, 0);
    assertThat(Read.row(x, 2)).containsExactly(8, 0);
  }

  @Test
  void columns_doubledEntries_areTransposedAndAdded() {
    Features x =
        read("csc_matrix", new float[] {1, 2, 4, 8}, new int[] {2, 0, 2, 1}, new int[] {0, 3, 4});

    assertThat(Read.row(x, 0)).containsExactly(2, 0);
    assertThat(Read.row(x, 1)).containsExactly(0, 8);
    assertThat(Read.row(x, 2)).containsExactly(5, 0);
  }

  @Test
  void rows_brokenStructure_isRefusedWithItsRow() {
    float[] data = {1, 2, 4};
    int[] indices = {0, 1, 0};

    refuses(
        data,
        new int[] {0, 1, 2},
        new int[] {0, 1, 2, 3},
        "indices must be below 2 but was 2 in row 2");
    refuses(
        data,
        new int[] {0, -1, 0},
        new int[] {0, 1, 2, 3},
        "indices must be below 2 but was -1 in row 1");
    refuses(
        data,
        indices,
        new int[] {0, 2, 1, 3},
        "indptr must rise to at most 3 but goes from 2 to 1 in row 1");
    refuses(
        data,
        indices,
        new int[] {0, 1, 3},
        "indptr must have one entry more than there are rows, 4, but has 3");
    refuses(
        data,
        indices,
        new int[] {0, 1, 2, 2},
        "indptr must end with the number of entries, 3, but ends with 2");
    refuses(data, indices, new int[] {1, 1, 2, 3}, "indptr must begin with 0 but begins with 1");
    refuses(
        data,
        new int[] {0, 1},
        new int[] {0, 1, 2, 3},
        "indices must have as many entries as data, 3, but has 2");
  }
}
