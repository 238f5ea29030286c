package dev.kstar.local.broker;

import java.nio.file.Path;
import java.util.Properties;

/**
 * Settings of a broker that is its own controller, for one machine.
 *
 * <p>Disk use is bounded, however long the broker runs: for each partition Kafka keeps closed
 * segments as the size says, and one open segment of {@value #SEGMENT_BYTES} bytes.
 *
 * @param port where clients connect, on loopback
 * @param controllerPort where the broker reaches its controller, on loopback
 * @param folder the data folder
 * @param size of the log
 */
public record BrokerSettings(int port, int controllerPort, Path folder, LogSize size) {
  static final int SEGMENT_BYTES = 16 << 20;

  private static final int NODE = 1;

  /** As in a {@code server.properties}. */
  Properties properties() {
    Properties settings = new Properties();
    identity(settings);
    singleReplica(settings);
    bounds(settings);
    return settings;
  }

  private void identity(Properties settings) {
    String client = "PLAINTEXT://127.0.0.1:" + port;
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("node.id", String.valueOf(NODE));
    settings.setProperty("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
    settings.setProperty("controller.listener.names", "CONTROLLER");
    settings.setProperty("listeners", client + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.setProperty("advertised.listeners", client);
    settings.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.setProperty("log.dirs", folder.toString());
    settings.setProperty("auto.create.topics.enable", "false");
  }

  private static void singleReplica(Properties settings) {
    settings.setProperty("offsets.topic.replication.factor", "1");
    settings.setProperty("offsets.topic.num.partitions", "1");
    settings.setProperty("transaction.state.log.replication.factor", "1");
    settings.setProperty("transaction.state.log.min.isr", "1");
    settings.setProperty("transaction.state.log.num.partitions", "1");
    settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
    settings.setProperty("share.coordinator.state.topic.min.isr", "1");
    settings.setProperty("group.initial.rebalance.delay.ms", "0");
  }

  private void bounds(Properties settings) {
    settings.setProperty("log.segment.bytes", String.valueOf(SEGMENT_BYTES));
    // by size only: a log that was left for a month must still be there
    settings.setProperty("log.retention.ms", "-1");
    settings.setProperty("log.retention.bytes", String.valueOf(size.retentionBytes()));
    settings.setProperty("log.retention.check.interval.ms", "10000");
    settings.setProperty("log.segment.delete.delay.ms", "1000");
    // 128 MB of heap by default, for topics of a few records
    settings.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
    settings.setProperty("controlled.shutdown.enable", "false");
  }
}
