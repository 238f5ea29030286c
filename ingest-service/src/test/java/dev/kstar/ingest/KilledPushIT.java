package dev.kstar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.contract.Float32;
import dev.kstar.testing.KafkaBroker;
import dev.kstar.testing.PackagedService;
import dev.kstar.v1.IngestGrpc;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.PushRequest;
import dev.kstar.v1.PushResponse;
import dev.kstar.v1.PushResult;
import dev.kstar.v1.PushResult.Outcome;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service, killed with SIGKILL while clients push, each of which pushes what was not
 * answered again until it is.
 */
class KilledPushIT {
  private static final int KILLS = Integer.getInteger("kstar.push-kills", 10);
  private static final int CLIENTS = 4;
  private static final int ITEMS = 8;
  private static final int BETWEEN_KILLS = 20;
  private static final long SECONDS = 300;

  /** Between two tries of a client; a channel itself would wait longer from try to try. */
  private static final long RETRY_MILLIS = 100;

  @TempDir Path directory;

  private final Random random = new Random(1);
  private final BlockingQueue<String> answered = new LinkedBlockingQueue<>();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<String> pushed = ConcurrentHashMap.newKeySet();
  private KafkaCluster cluster;
  private int port;
  private volatile boolean enough;
  private volatile boolean over;

  @BeforeEach
  void startKafka() throws IOException {
    cluster = KafkaBroker.newCluster();
    cluster.start();
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
  }

  @AfterEach
  void stopKafka() throws Exception {
    enough = true;
    over = true;
    cluster.close();
  }

  @Test
  void whatWasAcknowledgedIsThereOnceHoweverOftenItIsPushed() throws Exception {
    List<Thread> clients = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      String name = "c" + client;
      Thread thread = new Thread(() -> push(name), name);
      clients.add(thread);
      thread.start();
    }
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = start();
      awaitAnswers(process);
      process.waitFor(random.nextInt(100), TimeUnit.MILLISECONDS); // in any stage of a commit
      process.destroyForcibly().waitFor();
    }
    Process last = start();
    try {
      awaitAnswers(last);
      enough = true;
      for (Thread client : clients) {
        client.join(TimeUnit.SECONDS.toMillis(SECONDS));
        assertThat(client.isAlive()).isFalse();
      }
    } finally {
      last.destroyForcibly().waitFor();
    }
    List<String> written = written();
    assertThat(Set.copyOf(written)).hasSameSizeAs(written).containsAll(acknowledged);
    assertThat(acknowledged).isEqualTo(pushed).hasSizeGreaterThan(KILLS * BETWEEN_KILLS);
    System.out.printf(
        "%d kills: %d pairs acknowledged, %d on the topics, none twice%n",
        KILLS, acknowledged.size(), written.size());
  }

  private Process start() throws IOException {
    return PackagedService.start(
        directory,
        Map.of(
            "kafka.bootstrap.servers", cluster.getBootstrapServers(),
            "kstar.ingest.source", "push",
            "kstar.ingest.dx", "1",
            "kstar.ingest.dy", "1",
            "kstar.ingest.max-lag", "0",
            "quarkus.http.port", String.valueOf(port)));
  }

  private void awaitAnswers(Process process) throws InterruptedException {
    answered.clear();
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    for (int seen = 0; seen < BETWEEN_KILLS; ) {
      assertThat(process.isAlive() && System.nanoTime() < latest).isTrue();
      seen += answered.poll(1, TimeUnit.SECONDS) == null ? 0 : 1;
    }
  }

  private List<String> written() {
    List<String> ids = new ArrayList<>();
    TopicReader reader = new TopicReader(cluster.getBootstrapServers());
    reader.all("kstar.pairs").forEach(record -> ids.add(record.key()));
    reader.all("kstar.pairs.holdout").forEach(record -> ids.add(record.key()));
    return ids;
  }

  /** One message after the other, each until it is answered. */
  private void push(String client) {
    for (int message = 0; !enough; message++) {
      PushRequest.Builder request = PushRequest.newBuilder();
      for (int item = 0; item < ITEMS; item++) {
        String id = client + "-" + message + "-" + item;
        pushed.add(id);
        request.addSamples(
            PairedSample.newBuilder()
                .setId(id)
                .setX(Float32.encode(new float[] {item}, 0, 1))
                .setY(Float32.encode(new float[] {message}, 0, 1)));
      }
      boolean done = false;
      while (!done && !over) {
        done = answered(request.build());
        pause(done ? 0 : RETRY_MILLIS);
      }
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answered(PushRequest request) {
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    BlockingQueue<List<PushResult>> results = new LinkedBlockingQueue<>();
    try {
      StreamObserver<PushRequest> requests =
          IngestGrpc.newStub(channel)
              .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
              .push(new Collecting(results));
      requests.onNext(request);
      requests.onCompleted();
      List<PushResult> answer = results.take();
      for (PushResult result : answer) {
        assertThat(result.getOutcome()).isIn(Outcome.OUTCOME_ACCEPTED, Outcome.OUTCOME_DUPLICATE);
        acknowledged.add(result.getId());
        answered.add(result.getId());
      }
      return !answer.isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      channel.shutdownNow();
    }
  }

  /** Hands the first answer over, or nothing when there is none. */
  private record Collecting(BlockingQueue<List<PushResult>> results)
      implements StreamObserver<PushResponse> {
    @Override
    public void onNext(PushResponse response) {
      results.add(response.getResultsList());
    }

    @Override
    public void onError(Throwable failure) {
      results.add(List.of());
    }

    @Override
    public void onCompleted() {
      results.add(List.of());
    }
  }
}
