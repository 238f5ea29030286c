package dev.kstar.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.local.job.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {
  @TempDir private Path folder;

  private static String problem(Path file) {
    return InputFile.problem("--x", file, Source.Format.NPY).orElse("");
  }

  @Test
  void readableFile_hasNoProblem() throws IOException {
    assertThat(problem(Files.createFile(folder.resolve("x.npy")))).isEmpty();
  }

  @Test
  void folder_isNamed_withWhatToDo() {
    assertThat(problem(folder))
        .isEqualTo(
            "--x must be one file but \"%s\" is a folder; folders of parts are not supported: join"
                    .formatted(folder)
                + " the parts into one file first, in the same order for x and y"
                + " (numpy.concatenate and numpy.save)");
  }

  @Test
  void pattern_isNamed_withWhatToDo() {
    assertThat(problem(folder.resolve("img_emb_*.npy")))
        .contains("is a pattern; several files are not supported: join the parts");
  }

  @Test
  void url_isNamed_withWhatToDo() {
    assertThat(problem(Path.of("https://host/x.npy")))
        .isEqualTo(
            "--x must be a file on this machine but \"https://host/x.npy\" is a URL: download it"
                + " first");
  }

  @Test
  void misspeltName_getsASuggestion() throws IOException {
    Path right = Files.createFile(folder.resolve("images.npy"));

    assertThat(problem(folder.resolve("image.npy")))
        .endsWith("image.npy\"; did you mean \"%s\"?".formatted(right));
  }

  @Test
  void missingFolder_isNamed() {
    Path missing = folder.resolve("nowhere");

    assertThat(problem(missing.resolve("x.npy")))
        .endsWith("; there is no folder \"%s\"".formatted(missing));
  }
}
