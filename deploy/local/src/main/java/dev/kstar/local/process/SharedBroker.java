package dev.kstar.local.process;

import dev.kstar.local.broker.BrokerMain;
import dev.kstar.local.broker.LogSize;
import dev.kstar.local.job.Ports;
import dev.kstar.local.job.SystemSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A broker for systems that follow one another, each on {@linkplain OwnTopics topics of its own}:
 * it starts once, and its code stays compiled. Its log goes with it. Safe for any thread.
 */
public final class SharedBroker implements AutoCloseable {
  private static final Duration UP = Duration.ofSeconds(60);
  private static final Duration AT_ONCE = Duration.ZERO;

  private final Installation installation;
  private final int port;
  private final int controllerPort;
  private final Path folder = Folders.temporary("kstar-");
  private Child child;
  private Admin admin;
  private boolean closed;
  private int systems;

  /** Makes the folder, starts nothing yet. */
  public SharedBroker(Installation installation) {
    this.installation = installation;
    Ports ports = FreePorts.find();
    port = ports.broker();
    controllerPort = ports.controller();
  }

  int port() {
    return port;
  }

  int controllerPort() {
    return controllerPort;
  }

  /** A new folder for what is temporary; goes with the broker's, if not before. */
  public Path scratch() {
    return Folders.temporary(folder, "scratch-");
  }

  /** The next system's topics, of {@code settings}. */
  synchronized OwnTopics topics(SystemSettings settings) {
    systems++;
    return new OwnTopics(settings, String.valueOf(systems));
  }

  /**
   * Returns when it serves.
   *
   * @throws SystemFailure when it does not come up
   */
  void start() {
    Path ready = folder.resolve(BrokerMain.READY);
    Liveness.await(launched(), () -> Files.exists(ready), UP);
  }

  private synchronized Child launched() {
    if (closed) {
      throw new SystemFailure("stopped while starting");
    }
    if (child == null) {
      child =
          Child.start(
              "broker",
              installation.broker(port, controllerPort, folder, LogSize.LEAST, Lifetime.MINUTES),
              folder,
              installation.state().resolve("broker.log"));
    }
    return child;
  }

  /**
   * Looks whether it lives.
   *
   * @throws SystemFailure when it has ended by itself
   */
  synchronized void check() {
    if (!closed && child != null && !child.alive()) {
      throw new SystemFailure(child.obituary(LocalSystem.LAST_LINES));
    }
  }

  /** Lets go of the topics of a system that has ended, without waiting: it only frees the disk. */
  synchronized void delete(Collection<String> topics) {
    if (closed || child == null || !child.alive()) {
      return;
    }
    if (admin == null) {
      admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port));
    }
    admin.deleteTopics(topics);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (admin != null) {
      admin.close(AT_ONCE);
    }
    if (child != null) {
      child.kill();
    }
    Folders.delete(folder);
  }
}
