package dev.kstar.ingest.rate;

import dev.kstar.ingest.NpyBytes;
import dev.kstar.testing.KafkaBroker;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Memory of the packaged service while it shuffles two files of 5 GB each (with holes: they take no
 * disk) with a heap of 128 MB. RssAnon is what the process holds; RssFile are pages of the files
 * that the system may take back at any time. Not a test:
 *
 * <pre>mvn -Pingest-rate -pl ingest-service -am -Dquick -Dbench=LargeFile verify</pre>
 */
public final class LargeFile {
  private static final long ROWS = 62_500_000;
  private static final int WIDTH = 20;
  private static final int SAMPLES = 12;
  private static final long PAUSE_SECONDS = 5;
  private static final PrintStream OUT = System.out;

  private LargeFile() {}

  /** Prints the memory every few seconds. */
  public static void main(String... args) throws Exception {
    Path folder = Files.createTempDirectory("ingest-large");
    Path file = sparse(folder.resolve("x.npy"));
    try (KafkaCluster cluster = KafkaBroker.started(1)) {
      Process service = start(folder, file, cluster.getBootstrapServers());
      try {
        for (int i = 0; i < SAMPLES && !service.waitFor(PAUSE_SECONDS, TimeUnit.SECONDS); i++) {
          print(i, service.pid());
        }
      } finally {
        service.destroyForcibly().waitFor();
      }
    }
    Files.delete(file);
    System.exit(0);
  }

  private static Path sparse(Path file) throws IOException {
    String shape = "(%d, %d)".formatted(ROWS, WIDTH);
    byte[] header = NpyBytes.file(1, NpyBytes.dictionary("<f4", shape), new byte[0]);
    Files.write(file, header);
    try (RandomAccessFile holes = new RandomAccessFile(file.toFile(), "rw")) {
      holes.setLength(header.length + ROWS * WIDTH * Float.BYTES);
    }
    return file;
  }

  private static Process start(Path folder, Path file, String servers) throws IOException {
    return Packaged.start(
        folder,
        "-Xmx128m",
        Map.of(
            "kafka.bootstrap.servers",
            servers,
            "kstar.ingest.source",
            "npy",
            "kstar.ingest.x",
            file,
            "kstar.ingest.y",
            file,
            "kstar.ingest.max-lag",
            0,
            "kstar.ingest.rate",
            20_000,
            "quarkus.http.port",
            0));
  }

  private static void print(int sample, long pid) throws IOException {
    long anonymous = 0;
    long files = 0;
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      anonymous += line.startsWith("RssAnon") ? number(line) : 0;
      files += line.startsWith("RssFile") ? number(line) : 0;
    }
    OUT.println(
        String.format(
            Locale.ROOT,
            "%3d s: RssAnon %d MB, RssFile %d MB",
            (sample + 1) * PAUSE_SECONDS,
            anonymous / 1024,
            files / 1024));
  }

  private static long number(String line) {
    return Long.parseLong(line.replaceAll("\\D", ""));
  }
}
