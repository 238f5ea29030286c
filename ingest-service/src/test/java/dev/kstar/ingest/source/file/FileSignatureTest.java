package dev.kstar.ingest.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSignatureTest {
  private static String named(byte[] head) {
    return FileSignature.otherThanText(head).orElse("text");
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        arguments("BZh91AY&SYabc", "bzip2"),
        arguments("\u00fd7zXZ\0\0", "xz"),
        arguments("(\u00b5/\u00fdabc", "zstd"),
        arguments("7z\u00bc\u00af'\u001cab", "7z"),
        arguments("PK\u0003\u0004....x.csv", "zip"),
        arguments("PK\u0003\u0004....[Content_Types].xml", "Excel"),
        arguments("PK\u0003\u0004....arr_0.npy", ".npz"),
        arguments("PAR1abc", "Parquet"),
        arguments("\u0093NUMPY\u0001\0", "NumPy"),
        arguments("\u0089HDF\r\n\u001a", "HDF5"),
        arguments("ARROW1\0\0", "Arrow"),
        arguments("\u00d0\u00cf\u0011\u00e0abc", "Excel"),
        arguments("%PDF-1.7", "PDF"),
        arguments("{\"a\": 1}", "JSON"),
        arguments("[[1, 2], [3, 4]]", "JSON"),
        arguments(" [{", "JSON"),
        arguments("<html><body>", "HTML"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void kindOfFile_byItsFirstBytes_isNamed(String head, String name) {
    assertThat(named(latin(head))).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void wideText_withOrWithoutAMark_isNamed(String charset) {
    assertThat(named("a,b\n1,2\n".getBytes(Charset.forName(charset)))).contains("save it as UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\n1,2\n",
        "\uFEFFa,b\n",
        "BZh,b\n1,2\n",
        "ORC,b\n",
        "[nm],b\n",
        "",
        "größe,2\n"
      })
  void text_ofAnyKind_isText(String text) {
    assertThat(named(text.getBytes(StandardCharsets.UTF_8))).isEqualTo("text");
  }

  @Test
  void zeroBytes_inNoText_areNamed() {
    assertThat(named(new byte[] {'1', ',', 0, (byte) 0xff, '2'})).contains("no text");
  }
}
