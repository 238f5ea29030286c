package dev.kstar.local.process;

import dev.kstar.local.broker.BrokerMain;
import dev.kstar.local.broker.LogSize;
import dev.kstar.local.job.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A broker alone, for tests; started and stopped as the launcher does. */
public record Broker(Child child, Ports ports, Path folder, boolean keep) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Returns when it serves; its folder goes when it does. */
  public static Broker start(Path logs) throws IOException {
    return start(logs, Files.createTempDirectory("kstar-"), false);
  }

  /** The same with a folder that stays. */
  public static Broker start(Path logs, Path folder, boolean keep) throws IOException {
    Files.deleteIfExists(folder.resolve(BrokerMain.READY));
    Ports ports = FreePorts.find();
    Child child =
        Child.start(
            "broker",
            Installation.own()
                .broker(
                    ports.broker(),
                    ports.controller(),
                    folder,
                    LogSize.LEAST,
                    keep ? Lifetime.KEPT : Lifetime.MINUTES),
            logs,
            logs.resolve("broker.log"));
    Liveness.await(child, () -> Files.exists(folder.resolve(BrokerMain.READY)), PATIENCE);
    return new Broker(child, ports, folder, keep);
  }

  public String servers() {
    return "127.0.0.1:" + ports.broker();
  }

  @Override
  public void close() {
    child.stop(PATIENCE);
    if (!keep) {
      Folders.delete(folder);
    }
  }
}
