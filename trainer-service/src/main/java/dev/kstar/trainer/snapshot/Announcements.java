package dev.kstar.trainer.snapshot;

import dev.kstar.v1.SnapshotRecord;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/** Tells on the compacted topic which snapshots there are. Safe for any thread. */
public final class Announcements {
  private static final Logger LOG = Logger.getLogger(Announcements.class);

  private final Producer<byte[], byte[]> producer;
  private final String topic;

  /**
   * @param producer stays the caller's
   */
  public Announcements(Producer<byte[], byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /** The snapshot is there. A failure is logged; the next start announces it again. */
  CompletableFuture<Void> announce(SnapshotRecord snapshot) {
    return send(snapshot.getSnapshotId(), snapshot.toByteArray());
  }

  /**
   * The snapshot is going to be removed.
   *
   * @return done once the broker has it; fails when it does not take it
   */
  CompletableFuture<Void> withdraw(String id) {
    return send(id, null);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback has the failure
  private CompletableFuture<Void> send(String id, byte[] value) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    try {
      producer.send(
          new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), value),
          (metadata, failure) -> end(sent, id, failure));
    } catch (RuntimeException e) {
      end(sent, id, e);
    }
    return sent;
  }

  private void end(CompletableFuture<Void> sent, String id, Exception failure) {
    if (failure == null) {
      sent.complete(null);
    } else {
      LOG.warnf("snapshot %s could not be announced on %s: %s", id, topic, failure.getMessage());
      sent.completeExceptionally(failure);
    }
  }
}
