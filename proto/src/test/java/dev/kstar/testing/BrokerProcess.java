package dev.kstar.testing;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/** A real broker in a process of its own, which can be made to hang and to go on. */
public final class BrokerProcess implements AutoCloseable {
  private static final String SERVES = "serves at ";

  private final Process process;
  private final String bootstrapServers;

  private BrokerProcess(Process process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts a broker and waits until it serves; it ends with this process at the latest. */
  public static BrokerProcess start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName())
            .redirectError(Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(SERVES)) {
        drain(process);
        return new BrokerProcess(process, line.substring(SERVES.length()));
      }
    }
    throw new IllegalStateException("the broker ended before it served");
  }

  private static void drain(Process process) {
    Thread drain =
        new Thread(
            () -> {
              try {
                process.getInputStream().transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // it has ended
              }
            },
            "broker-output");
    drain.setDaemon(true);
    drain.start();
  }

  public static void main(String... arguments) throws Exception {
    try (KafkaCluster cluster = KafkaBroker.started(1)) {
      System.out.println(SERVES + cluster.getBootstrapServers());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
    System.exit(0);
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Stops the process where it is: its connections stay open and nothing is answered. */
  public void hang() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** Lets it go on. */
  public void goOn() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder(List.of("kill", name, String.valueOf(process.pid())))
            .inheritIO()
            .start()
            .waitFor();
    if (code != 0) {
      throw new IllegalStateException("kill %s ended with %d".formatted(name, code));
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
