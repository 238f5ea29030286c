package dev.kstar.ingest.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.config.Mistakes;
import dev.kstar.ingest.config.Piece;
import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParallelReadingTest {
  @TempDir Path directory;

  private final ParallelReading reading = new ParallelReading("parquet", Duration.ZERO);
  private final Mistakes mistakes = new Mistakes();

  private static Piece piece(String name) {
    return Piece.all(Path.of(name));
  }

  @Test
  void openFiles_areReturned() {
    var x = reading.start(piece("x"), piece -> "x is open");
    var y = reading.start(piece("y"), piece -> "y is open");

    reading.await();

    assertThat(x.result(mistakes)).contains("x is open");
    assertThat(y.result(mistakes)).contains("y is open");
  }

  @Test
  void failedFile_endsTheWaitForTheOthers() {
    CountDownLatch never = new CountDownLatch(1);
    var slow = reading.start(piece("slow"), piece -> await(never));
    var wrong =
        reading.start(
            piece("wrong"),
            piece -> {
              throw new StartFailure("wrong is no file");
            });

    reading.await();

    assertThat(slow.result(mistakes)).isEmpty();
    assertThat(wrong.result(mistakes)).isEmpty();
    assertThatThrownBy(mistakes::check).hasMessage("wrong is no file");
  }

  @Test
  void unexpectedException_becomesASentence() throws IOException {
    Path file = Files.writeString(directory.resolve("x.parquet"), "{\"a\": 1}");
    var x =
        reading.start(
            Piece.all(file),
            piece -> {
              throw new NullPointerException("Cannot invoke \"a.B.c()\"");
            });

    reading.await();
    x.result(mistakes);

    assertThatThrownBy(mistakes::check)
        .hasMessage(file + " cannot be read as a Parquet file: it is JSON");
  }

  private static String await(CountDownLatch latch) {
    try {
      latch.await();
      return "";
    } catch (InterruptedException e) {
      throw new StartFailure("interrupted", e);
    }
  }
}
