package dev.kstar.local.broker;

import dev.kstar.local.process.EndOfInput;
import dev.kstar.local.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * The broker's process: formats a new cluster, serves until it is told to stop or its standard
 * input ends, and removes its folder.
 *
 * <p>Arguments: the port for clients, the controller's port, and a folder, made here, which must
 * not hold anything. The file {@value #READY} appears in it when the broker serves.
 */
public final class BrokerMain {
  public static final String READY = "ready";

  private BrokerMain() {}

  public static void main(String... args) throws IOException {
    EndOfInput.exits();
    Path folder = Path.of(args[2]);
    Path data = Files.createDirectories(folder.resolve("data"));
    Properties settings =
        new BrokerSettings(Integer.parseInt(args[0]), Integer.parseInt(args[1]), data).properties();
    try {
      BrokerStorage.format(settings);
      serve(settings, folder);
    } catch (Exception e) {
      e.printStackTrace();
      System.err.println("broker: " + e.getMessage());
      Folders.delete(folder);
      System.exit(1);
    }
  }

  private static void serve(Properties settings, Path folder) throws IOException {
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder), "stop"));
    server.startup();
    Files.createFile(folder.resolve(READY));
    server.awaitShutdown();
  }

  private static void stop(KafkaRaftServer server, Path folder) {
    server.shutdown();
    server.awaitShutdown();
    Folders.delete(folder);
  }
}
