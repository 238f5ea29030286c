package dev.kstar.local.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import dev.kstar.local.job.Job;
import dev.kstar.local.job.ServiceSettings;
import dev.kstar.local.job.Source;
import dev.kstar.local.job.SystemSettings;
import dev.kstar.local.process.Installation;
import dev.kstar.local.process.LocalSystem;
import dev.kstar.local.trace.Collector.Seen;
import dev.kstar.v1.IngestGrpc;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.PushRequest;
import dev.kstar.v1.PushResponse;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client's trace, from its Push over Kafka's records to the step that learned from them. */
@Timeout(600)
class TracesIT {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String OTHER = "11111111111111112222222222222222";
  private static final String CLIENT = "b7ad6b7169203331";
  private static final int BATCH = 64;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);
  private static final Job JOB =
      new Job(
          new Source.Push(1, 1, List.of()),
          0,
          List.of(1),
          1,
          List.of(),
          BATCH,
          0.001,
          1,
          OptionalLong.empty());

  @TempDir private Path folder;

  @Test
  void eachTraceLeadsFromPushThroughKafkaToTheTrainingStep() throws Exception {
    try (Collector collector = new Collector();
        LocalSystem system = system()) {
      system.start(traced(settings(system), collector), status -> {});

      push(system.ports().ingest(), TRACE, 0);
      push(system.ports().ingest(), OTHER, BATCH / 2);

      List<Seen> spans = new ArrayList<>();
      Seen push = await(collector, spans, s -> isPush(s) && s.trace().equals(TRACE));
      Seen other = await(collector, spans, s -> isPush(s) && s.trace().equals(OTHER));
      Seen step = await(collector, spans, s -> s.name().equals("training step"));
      Seen train = await(collector, spans, s -> s.name().equals("train"));
      assertThat(List.of(push, other))
          .allSatisfy(s -> assertThat(s.service()).isEqualTo("kstar-ingest"))
          .allSatisfy(s -> assertThat(s.parent()).isEqualTo(CLIENT));
      assertThat(List.of(step, train))
          .allSatisfy(s -> assertThat(s.service()).isEqualTo("kstar-trainer"))
          .extracting(Seen::trace, Seen::parent)
          .containsExactlyInAnyOrder(tuple(TRACE, push.span()), tuple(OTHER, other.span()));
      assertThat(step.links()).containsExactly(train.trace());
      assertThat(train.links()).containsExactly(step.trace());
    }
  }

  private static boolean isPush(Seen span) {
    return span.name().equals("kstar.v1.Ingest/Push");
  }

  private LocalSystem system() {
    Installation own = Installation.own();
    return new LocalSystem(new Installation(own.home(), folder, own.classPath()), Optional.empty());
  }

  private SystemSettings settings(LocalSystem system) {
    return new ServiceSettings(
        JOB, system.ports(), folder.resolve("checkpoints"), folder.resolve("snapshots"));
  }

  private static SystemSettings traced(SystemSettings settings, Collector collector) {
    return new SystemSettings() {
      @Override
      public Map<String, String> ingest() {
        return with(settings.ingest());
      }

      @Override
      public Map<String, String> trainer() {
        return with(settings.trainer());
      }

      @Override
      public Map<String, String> evaluator() {
        return with(settings.evaluator());
      }

      private Map<String, String> with(Map<String, String> plain) {
        Map<String, String> all = new HashMap<>(plain);
        all.put("quarkus.otel.sdk.disabled", "false");
        all.put("quarkus.otel.exporter.otlp.endpoint", collector.endpoint());
        // only what a client wants to be traced
        all.put("quarkus.otel.traces.sampler.arg", "0");
        return all;
      }
    };
  }

  private static Seen await(Collector collector, List<Seen> spans, Predicate<Seen> wanted)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (spans.stream().noneMatch(wanted)) {
      Seen next = collector.spans().poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(next).as("a further span; there are %s", spans).isNotNull();
      spans.add(next);
    }
    return spans.stream().filter(wanted).findFirst().orElseThrow();
  }

  /** Half a batch of pairs, in a trace of the client's. */
  private static void push(int port, String trace, int first) throws Exception {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER),
        "00-%s-%s-01".formatted(trace, CLIENT));
    ManagedChannel channel =
        Grpc.newChannelBuilder("127.0.0.1:" + port, InsecureChannelCredentials.create())
            .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
            .build();
    try {
      Done done = new Done(new CompletableFuture<>());
      StreamObserver<PushRequest> call = IngestGrpc.newStub(channel).push(done);
      call.onNext(pairs(first));
      call.onCompleted();
      done.done().get(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
    } finally {
      channel.shutdownNow();
    }
  }

  private static PushRequest pairs(int first) {
    PushRequest.Builder pairs = PushRequest.newBuilder();
    for (int i = first; i < first + BATCH / 2; i++) {
      byte[] value = {0, 0, (byte) i, 0x3f};
      pairs.addSamples(
          PairedSample.newBuilder()
              .setId("pair-" + i)
              .setX(ByteString.copyFrom(value))
              .setY(ByteString.copyFrom(value)));
    }
    return pairs.build();
  }

  private record Done(CompletableFuture<Void> done) implements StreamObserver<PushResponse> {
    @Override
    public void onNext(PushResponse response) {
      // the results are another test's
    }

    @Override
    public void onError(Throwable failure) {
      done.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      done.complete(null);
    }
  }
}
