package dev.kstar.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrowserProgramTest {
  @TempDir private Path root;

  private Path first;
  private Path second;
  private String searchPath;

  @BeforeEach
  void directories() throws IOException {
    first = Files.createDirectory(root.resolve("first"));
    second = Files.createDirectory(root.resolve("second"));
    searchPath = first + File.pathSeparator + second;
  }

  private static Path program(Path directory, String name) throws IOException {
    Path program = Files.createFile(directory.resolve(name));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  @Test
  void find_chromeBeforeChromium_prefersChromium() throws IOException {
    program(first, "google-chrome");
    Path chromium = program(second, "chromium");

    assertThat(BrowserProgram.find(Optional.empty(), searchPath)).contains(chromium);
  }

  @Test
  void find_onlyEdge_takesEdge() throws IOException {
    Path edge = program(second, "microsoft-edge");

    assertThat(BrowserProgram.find(Optional.empty(), searchPath)).contains(edge);
  }

  @Test
  void find_fileThatCannotRun_isPassedOver() throws IOException {
    Files.createFile(first.resolve("chromium"));
    Path other = program(second, "chromium");

    assertThat(BrowserProgram.find(Optional.empty(), searchPath)).contains(other);
  }

  @Test
  void find_namedProgram_isTaken() throws IOException {
    program(first, "chromium");
    Path named = program(second, "mine");

    assertThat(BrowserProgram.find(Optional.of(named.toString()), searchPath)).contains(named);
  }

  @Test
  void find_namedProgramMissing_isRefused() {
    assertThatThrownBy(() -> BrowserProgram.find(Optional.of("/nowhere"), searchPath))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("-Dkstar.chromium");
  }
}
