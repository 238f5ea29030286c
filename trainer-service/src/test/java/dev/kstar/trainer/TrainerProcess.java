package dev.kstar.trainer;

import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.learning.checkpoint.CheckpointDirectory;
import dev.kstar.learning.checkpoint.CheckpointFormat;
import dev.kstar.testing.PackagedService;
import dev.kstar.testing.ServiceHealth;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The packaged trainer with a folder of checkpoints, started and killed at will. */
final class TrainerProcess implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Path folder;
  private final Path checkpoints;
  private final Map<String, String> settings;
  private Process process;

  /**
   * @param folder for checkpoints and output
   * @param settings beside port, broker and folder
   */
  TrainerProcess(Path folder, String bootstrapServers, Map<String, String> settings)
      throws IOException {
    this.folder = Files.createDirectories(folder);
    this.checkpoints = Files.createDirectories(folder.resolve("checkpoints"));
    this.settings = new HashMap<>(settings);
    this.settings.put("kafka.bootstrap.servers", bootstrapServers);
    this.settings.put("quarkus.http.port", String.valueOf(freePort()));
    this.settings.put("kstar.checkpoint.directory", checkpoints.toString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** What the trainer says of itself over HTTP. */
  ServiceHealth health() {
    return new ServiceHealth(Integer.parseInt(settings.get("quarkus.http.port")));
  }

  void set(String name, String value) {
    settings.put(name, value);
  }

  void unset(String name) {
    settings.remove(name);
  }

  void start() throws IOException {
    process = PackagedService.start(folder, settings);
  }

  /** Closing it is the caller's. */
  ManagedChannel channel() {
    return Grpc.newChannelBuilder(
            "127.0.0.1:" + settings.get("quarkus.http.port"), InsecureChannelCredentials.create())
        .build();
  }

  long pid() {
    return process.pid();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM, and waits for the end. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the trainer did not stop");
    }
  }

  /** The newest whole checkpoint, if there is one. */
  Optional<Checkpoint> newest() throws IOException {
    List<Path> files = CheckpointDirectory.files(checkpoints);
    for (Path file : files) {
      try {
        return Optional.of(CheckpointFormat.read(Files.readAllBytes(file)));
      } catch (NoSuchFileException e) {
        // pruned just now: there are newer ones
        return newest();
      }
    }
    return Optional.empty();
  }

  long newestStep() throws IOException {
    return newest().map(Checkpoint::step).orElse(-1L);
  }

  /** Polls until a checkpoint is as wanted. */
  Checkpoint await(Predicate<Checkpoint> wanted) throws IOException, InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      Optional<Checkpoint> newest = newest();
      if (newest.isPresent() && wanted.test(newest.get())) {
        return newest.get();
      }
      if (!process.isAlive()) {
        throw new AssertionError("the trainer has ended: " + output());
      }
      Thread.sleep(5);
    }
    throw new AssertionError("no such checkpoint came: " + output());
  }

  String output() throws IOException {
    return Files.readString(folder.resolve("log")) + Files.readString(folder.resolve("errors"));
  }

  @Override
  public void close() throws InterruptedException {
    if (process != null) {
      kill();
    }
  }
}
