package dev.kstar.ingest.source.h5ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.source.Read;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.service.StartFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelColumnTest {
  private static String rejection(Labels labels, long row) {
    return labels.read(row, new int[1], 0).orElseThrow().reason();
  }

  @ParameterizedTest
  @CsvSource({
    "types.h5ad, flag, 4, 1",
    "types.h5ad, count, 1, 3",
    "types.h5ad, whole, 5, 15",
    "types.h5ad, column, 5, 15",
    "types.h5ad, Int64, 2, 6",
    "types.h5ad, boolean, 3, 1",
    "types.h5ad, /obs/kind, 1, 1",
    "records.h5ad, batch, 2, 7",
    "records.h5ad, kind, 1, 1"
  })
  void read_everyKindOfColumn_givesItsNumber(String file, String path, int row, int label) {
    assertThat(Read.label(HdfFixtures.labels(file, path), row)).isEqualTo(label);
  }

  @Test
  void read_missingValue_isRejected() {
    assertThat(rejection(HdfFixtures.labels("types.h5ad", "Int64"), 1))
        .endsWith("#obs/Int64 row 1 must have a label but it is missing");
    assertThat(rejection(HdfFixtures.labels("types.h5ad", "boolean"), 2))
        .endsWith("#obs/boolean row 2 must have a label but it is missing");
  }

  @ParameterizedTest
  @CsvSource({"types.h5ad", "records.h5ad"})
  void read_missingCategoryOfOldFile_isRejected(String file) {
    assertThat(rejection(HdfFixtures.labels(file, "kind"), 2))
        .endsWith("#obs/kind row 2 must have a category but has none");
  }

  @Test
  void read_codeBeyondTheCategories_isRejected() {
    assertThat(rejection(HdfFixtures.labels("types.h5ad", "kind"), 5))
        .endsWith("#obs/kind row 5 must have one of 2 categories but has number 2");
  }

  @Test
  void read_numberThatIsNoInt32_isRejected() {
    assertThat(rejection(HdfFixtures.labels("types.h5ad", "large"), 0))
        .endsWith("#obs/large row 0 must have an int32 label but has 9223372036854775808");
    assertThat(rejection(HdfFixtures.labels("types.h5ad", "fraction"), 0))
        .endsWith("#obs/fraction row 0 must have an int32 label but has 0.5");
  }

  @Test
  void read_text_saysWhatIsSupported() {
    assertThatThrownBy(() -> HdfFixtures.labels("types.h5ad", "note"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(
            "#obs/note must be a categorical column, true and false, or whole numbers to be labels"
                + " but is text");
  }
}
