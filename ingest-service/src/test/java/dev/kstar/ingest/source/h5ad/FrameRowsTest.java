package dev.kstar.ingest.source.h5ad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.ingest.source.Read;
import dev.kstar.ingest.source.file.Features;
import org.junit.jupiter.api.Test;

class FrameRowsTest {
  private final Features masked = HdfFixtures.features("types.h5ad", "obsm/masked");

  @Test
  void read_maskedValue_rejectsItsRow() {
    assertThat(Read.row(masked, 0)).containsExactly(0, 1);
    assertThat(Read.rejection(masked, 1))
        .endsWith("#obsm/masked row 1 column 1 must be a finite float32 value but is missing");
  }

  @Test
  void notes_columnsOfTextAndCategories_areNamed() {
    assertThat(masked.notes())
        .singleElement()
        .asString()
        .endsWith(
            "#obsm/masked: columns that hold no numbers are left out: words (text of shape [6])");
    assertThat(HdfFixtures.features("types.h5ad", "obs").notes())
        .singleElement()
        .asString()
        .contains("note (text of shape [6]), kind (a categorical column)");
  }
}
