package dev.kstar.evaluator;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged evaluator as a process of its own, on a free port. It ends with the test. */
final class EvaluatorProcess implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:(\\d+)");
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;
  private ManagedChannel channel;

  /** Whether the last line of output has been read. */
  private boolean ended;

  private EvaluatorProcess(Process process) {
    this.process = process;
    reader = new Thread(this::read, "evaluator-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts the process and returns at once. */
  static EvaluatorProcess launch(Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>(settings);
    all.putIfAbsent("quarkus.http.port", "0");
    all.put("dev.kstar.stop-on-end-of-input", "true");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    all.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-jar");
    command.add(Path.of("target", "quarkus-app", "quarkus-run.jar").toString());
    try {
      return new EvaluatorProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      add("the output cannot be read: " + e);
    } finally {
      end();
    }
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  /** Waits for a line of output that contains the pattern. */
  synchronized Matcher awaitLine(Pattern pattern) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    for (int next = 0; ; next++) {
      while (next == lines.size()) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0 || ended) {
          throw new AssertionError("no line like " + pattern + " in\n" + String.join("\n", lines));
        }
        try {
          wait(left);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
      Matcher matcher = pattern.matcher(lines.get(next));
      if (matcher.find()) {
        return matcher;
      }
    }
  }

  void awaitLine(String text) {
    awaitLine(Pattern.compile(Pattern.quote(text)));
  }

  /** Waits for the end; the output is then complete. */
  int awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running:\n" + output());
    }
    reader.join();
    return process.exitValue();
  }

  synchronized List<String> output() {
    return List.copyOf(lines);
  }

  int port() {
    return Integer.parseInt(awaitLine(LISTENING).group(1));
  }

  ManagedChannel channel() {
    if (channel == null) {
      channel =
          Grpc.newChannelBuilderForAddress("127.0.0.1", port(), InsecureChannelCredentials.create())
              .build();
    }
    return channel;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(port(), path));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  /**
   * Asks the process to stop, as the system does at its own stop: by the signal alone. {@link
   * Process#destroy} would close its input and output as well, and the end of the input is another
   * request to stop, with another exit code.
   */
  void terminate() {
    process.toHandle().destroy();
  }

  /** Ends its input, as happens when the process that started it is gone. */
  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  @Override
  public void close() throws InterruptedException {
    if (channel != null) {
      channel.shutdownNow();
    }
    process.destroyForcibly();
    process.waitFor();
  }
}
