package dev.kstar.local.deadletter;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.kstar.v1.DeadLetter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Records that somebody has repaired: letters in JSON, one a line, with another key or value. */
public final class Repairs {
  private final Map<Coordinates, DeadLetter> letters = new HashMap<>();

  private Repairs() {}

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException naming the first line that is no letter
   */
  public static Repairs read(Path file) {
    Repairs repairs = new Repairs();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          repairs.add(line, file, number);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
    return repairs;
  }

  private void add(String line, Path file, int number) {
    DeadLetter.Builder letter = DeadLetter.newBuilder();
    try {
      JsonFormat.parser().merge(line, letter);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(
          "line %d of %s must be a dead letter in JSON, as --json prints it, but is not: %s"
              .formatted(number, file, e.getMessage()),
          e);
    }
    letters.put(Coordinates.of(letter.build()), letter.build());
  }

  Optional<DeadLetter> of(Coordinates coordinates) {
    return Optional.ofNullable(letters.get(coordinates));
  }

  /** How many. */
  public int count() {
    return letters.size();
  }
}
