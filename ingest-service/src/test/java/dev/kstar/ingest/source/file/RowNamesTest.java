package dev.kstar.ingest.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RowNamesTest {
  private static final int MANY = 20_000;

  private static RowNames many() throws IOException {
    try (RowNames.Builder builder = new RowNames.Builder()) {
      for (int row = 0; row < MANY; row++) {
        builder.add("Zelle-é-" + row * 7);
      }
      builder.add("long".repeat(100_000));
      return builder.build();
    }
  }

  @Test
  void nameOf_manyNames_givesEachOfThem() throws IOException {
    RowNames names = many();

    assertThat(names.rows()).isEqualTo(MANY + 1);
    assertThat(names.nameOf(0)).isEqualTo("Zelle-é-0");
    assertThat(names.nameOf(MANY - 1)).isEqualTo("Zelle-é-" + (MANY - 1) * 7);
    assertThat(names.nameOf(MANY)).hasSize(400_000);
  }

  @Test
  void find_everyName_givesItsRow() throws IOException {
    RowNames names = many();

    NameIndex index = new NameIndex(names);

    for (int row = 0; row <= MANY; row++) {
      assertThat(index.find(names.name(row))).isEqualTo(row);
    }
    assertThat(index.find("Zelle-é-1".getBytes(StandardCharsets.UTF_8))).isEqualTo(-1);
    assertThat(index.hasRepeated()).isFalse();
  }

  @Test
  void id_characterOfSeveralBytesAtTheCut_staysWhole() throws IOException {
    try (RowNames.Builder builder = new RowNames.Builder()) {
      builder.add("é".repeat(150));
      builder.add("aé".repeat(150));

      RowNames names = builder.build();

      assertThat(new String(names.id(0), StandardCharsets.UTF_8)).matches("é{91}-[0-9a-f]{16}");
      assertThat(new String(names.id(1), StandardCharsets.UTF_8)).matches("(aé){61}-[0-9a-f]{16}");
    }
  }
}
