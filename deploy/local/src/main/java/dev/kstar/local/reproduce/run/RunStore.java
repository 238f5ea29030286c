package dev.kstar.local.reproduce.run;

import com.google.gson.JsonParseException;
import dev.kstar.local.reproduce.experiment.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Results of complete runs, one file each. A file is there whole or not at all.
 *
 * @param folder where they are
 */
public record RunStore(Path folder) {
  /** Makes the folder {@code runs} in {@code out}. */
  public static RunStore in(Path out) {
    try {
      return new RunStore(Files.createDirectories(out.resolve("runs")));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written".formatted(out), e);
    }
  }

  /** Empty when the run is not complete, or its file is no result. */
  public Optional<RunResult> find(Run run) {
    Path file = file(run);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ResultJson.parse(Files.readString(file)));
    } catch (JsonParseException e) {
      return Optional.empty(); // somebody has changed it; the run is made again
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(file), e);
    }
  }

  /** Keeps a result in place of an earlier one. */
  public void keep(Run run, RunResult result) {
    Path file = file(run);
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.writeString(next, ResultJson.of(result));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written".formatted(file), e);
    }
  }

  private Path file(Run run) {
    return folder.resolve(run.name() + ".json");
  }
}
