package dev.kstar.evaluator.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AssetTest {
  private static final Path FOLDER = Path.of("src", "main", "resources", "page");

  static Stream<String> own() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }

  private static String text(String name) {
    return new String(Asset.load(name).bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void everyFileOfThePageIsServed() throws IOException {
    List<String> own = Asset.NAMES.stream().filter(name -> !name.startsWith("vendor/")).toList();

    assertThat(own).containsExactlyInAnyOrderElementsOf(own().toList());
  }

  @ParameterizedTest
  @MethodSource("own")
  void noFileOfThePageNamesAnotherHost(String name) {
    assertThat(text(name).replace("http://www.w3.org/2000/svg", "").replace("'path://", ""))
        .doesNotContain("://", "\"//", "'//", "(//");
  }

  @Test
  void theDocumentHoldsNeitherScriptsNorStyles() {
    assertThat(text("index.html"))
        .doesNotContain("<style", " style=", " onclick", " onload", "javascript:")
        .doesNotContainPattern("<script[^>]*>[^<]");
  }

  @Test
  void chartsAreThereWithTheirLicence() {
    assertThat(Asset.load("vendor/echarts.esm.min.js").type())
        .isEqualTo("text/javascript; charset=utf-8");
    assertThat(text("vendor/LICENSE")).contains("Apache License");
    assertThat(text("vendor/NOTICE")).contains("ECharts");
  }

  @Test
  void aTagBelongsToTheContent() {
    assertThat(Asset.load("main.js").tag())
        .isEqualTo(Asset.load("main.js").tag())
        .isNotEqualTo(Asset.load("feed.js").tag())
        .matches("\"[0-9a-f]{32}\"");
  }
}
