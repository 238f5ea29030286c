package dev.kstar.ingest.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileKindTest {
  private static String kind(String hex) {
    return FileKind.of(HexFormat.of().parseHex(hex));
  }

  @ParameterizedTest
  @CsvSource({
    "425a6839314159, a bzip2 file",
    "fd377a585a0000, an xz file",
    "1f8b0800, a gzip file",
    "504b03041400, a zip archive (as .npz and .xlsx are)",
    "fffe6100, text in UTF-16",
    "894844460d0a1a0a00, an HDF5 file (as .h5ad and .h5mu are)",
    "7b2261223a317d, JSON",
    "312c322c330a, text"
  })
  void firstBytes_nameTheKind(String hex, String kind) {
    assertThat(kind(hex)).isEqualTo(kind);
  }

  @Test
  void unknownBytes_areShown() {
    assertThat(kind("0001020304050607ff"))
        .isEqualTo("of an unknown kind (it starts with the bytes 00 01 02 03 04 05 06 07)");
  }
}
