package dev.kstar.local.soak;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Looks into one process from outside: what Linux tells of it, its memory over JMX, and its
 * metrics. Used by one thread.
 */
final class Probe implements AutoCloseable {
  private static final double KIB_PER_MIB = 1024;
  private static final double BYTES_PER_MIB = 1024 * 1024;

  private final Path folder;
  private final JMXConnector connector;
  private final JavaMemory memory;
  private final OptionalInt metricsPort;
  private final HttpClient client = HttpClient.newHttpClient();

  private Probe(Path folder, JMXConnector connector, JavaMemory memory, OptionalInt metricsPort) {
    this.folder = folder;
    this.connector = connector;
    this.memory = memory;
    this.metricsPort = metricsPort;
  }

  /**
   * Attaches to a Java process of the same user.
   *
   * @param metricsPort where it has {@code /q/metrics}
   */
  @SuppressWarnings("BanJNDI") // the address is that of our own child, on this machine
  static Probe attach(long pid, OptionalInt metricsPort) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
      JMXServiceURL address = new JMXServiceURL(machine.startLocalManagementAgent());
      machine.detach();
      JMXConnector connector = JMXConnectorFactory.connect(address);
      JavaMemory memory = new JavaMemory(connector.getMBeanServerConnection());
      return new Probe(Path.of("/proc", String.valueOf(pid)), connector, memory, metricsPort);
    } catch (AttachNotSupportedException e) {
      throw new IOException("process %d cannot be looked into".formatted(pid), e);
    }
  }

  /**
   * What there is to see now.
   *
   * @param collect whether to have the process release what it does not need first, without which
   *     heap and own memory say nothing
   */
  Map<Quantity, Double> look(boolean collect) throws IOException, InterruptedException {
    Map<Quantity, Double> seen = new EnumMap<>(Quantity.class);
    if (collect) {
      memory.release();
      seen.put(Quantity.HEAP_MIB, memory.livingBytes() / BYTES_PER_MIB);
    }
    seen.put(Quantity.HEAP_COMMITTED_MIB, memory.heapBytes() / BYTES_PER_MIB);
    seen.put(Quantity.CODE_COMMITTED_MIB, memory.codeBytes() / BYTES_PER_MIB);
    for (String line : Files.readAllLines(folder.resolve("status"))) {
      String[] words = line.split("\\s+");
      switch (words[0]) {
        case "VmRSS:" -> seen.put(Quantity.RESIDENT_MIB, Long.parseLong(words[1]) / KIB_PER_MIB);
        case "RssAnon:" -> {
          if (collect) {
            seen.put(Quantity.ANONYMOUS_MIB, Long.parseLong(words[1]) / KIB_PER_MIB);
          }
        }
        case "Threads:" -> seen.put(Quantity.THREADS, Double.valueOf(words[1]));
        default -> {}
      }
    }
    try (Stream<Path> handles = Files.list(folder.resolve("fd"))) {
      seen.put(Quantity.HANDLES, (double) handles.count());
    }
    if (metricsPort.isPresent()) {
      metrics(seen);
    }
    return seen;
  }

  private void metrics(Map<Quantity, Double> seen) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:%d/q/metrics".formatted(metricsPort.getAsInt()));
    String text =
        client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    put(seen, text, Quantity.NATIVE_ARRAYS, "kstar_trainer_native_arrays ");
    put(seen, text, Quantity.STEPS_PER_SECOND, "kstar_trainer_steps_per_second ");
  }

  private static void put(
      Map<Quantity, Double> seen, String text, Quantity quantity, String start) {
    text.lines()
        .filter(line -> line.startsWith(start))
        .forEach(line -> seen.put(quantity, Double.valueOf(line.substring(start.length()))));
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
