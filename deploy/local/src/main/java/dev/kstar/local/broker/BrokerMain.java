package dev.kstar.local.broker;

import dev.kstar.local.process.EndOfInput;
import dev.kstar.local.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * The broker's process: formats a new cluster or goes on with what is in its folder, and serves
 * until it is told to stop or its standard input ends. Then the process that started it is gone, so
 * the broker removes the folder, unless it is to be kept.
 *
 * <p>Arguments: the port for clients, the controller's port, a folder, made here, the bytes that
 * the log may take, and optionally {@value #KEEP}. The file {@value #READY} appears in the folder
 * when the broker serves.
 */
public final class BrokerMain {
  public static final String READY = "ready";

  /** The argument that keeps the folder. */
  public static final String KEEP = "keep";

  private BrokerMain() {}

  public static void main(String... args) throws IOException {
    Locale.setDefault(Locale.ENGLISH);
    AtomicBoolean alone = new AtomicBoolean();
    EndOfInput.exits(() -> alone.set(true));
    Path folder = Path.of(args[2]);
    boolean keep = args.length > 4 && args[4].equals(KEEP);
    Path data = folder.resolve("data");
    Properties settings =
        new BrokerSettings(
                Integer.parseInt(args[0]),
                Integer.parseInt(args[1]),
                data,
                new LogSize(Long.parseLong(args[3])))
            .properties();
    try {
      BrokerStorage.formatOnce(folder, data, settings);
      serve(settings, folder, () -> alone.get() && !keep);
    } catch (Exception e) {
      e.printStackTrace();
      System.err.println("broker: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void serve(Properties settings, Path folder, BooleanSupplier removes)
      throws IOException {
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder, removes), "stop"));
    server.startup();
    Files.createFile(folder.resolve(READY));
    server.awaitShutdown();
  }

  private static void stop(KafkaRaftServer server, Path folder, BooleanSupplier removes) {
    server.shutdown();
    server.awaitShutdown();
    if (removes.getAsBoolean()) {
      Folders.delete(folder);
    }
  }
}
