package dev.kstar.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.kstar.contract.HoldoutSplit;
import dev.kstar.local.client.Address;
import dev.kstar.local.client.Keys;
import dev.kstar.local.client.Query;
import dev.kstar.local.client.Refusal;
import dev.kstar.local.client.Target;
import dev.kstar.local.job.Job;
import dev.kstar.local.job.Ports;
import dev.kstar.local.job.Source;
import dev.kstar.local.process.Folders;
import dev.kstar.local.process.Installation;
import dev.kstar.local.process.LocalSystem;
import dev.kstar.v1.IngestGrpc;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.PushRequest;
import dev.kstar.v1.PushResponse;
import dev.kstar.v1.TrainerState;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The system of docs/api.md: pushed pairs of three and two values, trained on and reported on.
 * Started once for all classes that ask for it.
 */
final class PushedSystem implements BeforeAllCallback, ParameterResolver {
  private static final int PAIRS = 4_000;
  private static final double HOLDOUT = 0.05;
  private static final int BATCH = 64;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);
  private static final Job JOB =
      new Job(
          new Source.Push(3, 2, List.of()),
          HOLDOUT,
          List.of(2),
          1,
          List.of(8),
          BATCH,
          0.001,
          1,
          OptionalLong.empty());

  /**
   * What runs.
   *
   * @param folder for files of the tests
   */
  record Running(LocalSystem system, Path folder) implements AutoCloseable {
    Ports ports() {
      return system.ports();
    }

    @Override
    public void close() {
      system.close();
      Folders.delete(folder);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Running.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return running(context);
  }

  private static Running running(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .computeIfAbsent(PushedSystem.class, key -> start(), Running.class);
  }

  private static Running start() {
    Running running = launched();
    try {
      running.system().start(JOB, status -> {});
      awaitReport(running, push(running.ports().ingest()));
      return running;
    } catch (Exception e) {
      running.close();
      throw new AssertionError("the system of the page does not come up", e);
    }
  }

  private static Running launched() {
    try {
      Path folder = Files.createTempDirectory("kstar-api-");
      Installation own = Installation.own();
      Installation installation = new Installation(own.home(), folder, own.classPath());
      return new Running(new LocalSystem(installation, Optional.empty()), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Pushes partners that share both values of y.
   *
   * @return how many of them are to train on
   */
  private static long push(int port) throws Exception {
    HoldoutSplit split = new HoldoutSplit(HOLDOUT);
    long trainingPairs = 0;
    Random random = new Random(1);
    PushRequest.Builder pairs = PushRequest.newBuilder();
    for (int i = 0; i < PAIRS; i++) {
      float a = (float) random.nextGaussian();
      float b = (float) random.nextGaussian();
      String id = "pushed-" + i;
      trainingPairs += split.holdsOut(id) ? 0 : 1;
      pairs.addSamples(
          PairedSample.newBuilder().setId(id).setX(bytes(a, b, a - b)).setY(bytes(a, b)));
    }
    ManagedChannel channel =
        Grpc.newChannelBuilder("127.0.0.1:" + port, InsecureChannelCredentials.create()).build();
    try {
      Pushing answer = new Pushing(new CompletableFuture<>());
      StreamObserver<PushRequest> call = IngestGrpc.newStub(channel).push(answer);
      call.onNext(pairs.build());
      call.onCompleted();
      answer.done().get(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
    } finally {
      channel.shutdownNow();
    }
    return trainingPairs;
  }

  private static ByteString bytes(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return ByteString.copyFrom(bytes.flip());
  }

  /**
   * Until there is a report and all pairs are trained on: the page shows a trainer that waits, and
   * a trainer also waits for a moment while more is on its way.
   */
  private static void awaitReport(Running running, long trainingPairs) throws InterruptedException {
    Target evaluator = target(running.ports().evaluator());
    Target trainer = target(running.ports().trainer());
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        Query.report(evaluator);
        TrainerState state = Query.state(trainer);
        if (state.getPhase() == TrainerState.Phase.PHASE_WAITING_FOR_DATA
            && state.getPairs() == trainingPairs - trainingPairs % BATCH) {
          return;
        }
      } catch (Refusal e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
      running.system().check();
      assertThat(System.nanoTime()).as("the trainer comes to rest").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static Target target(int port) {
    return new Target(new Address("127.0.0.1", port), Keys.ofEnvironment());
  }

  private record Pushing(CompletableFuture<Void> done) implements StreamObserver<PushResponse> {
    @Override
    public void onNext(PushResponse response) {
      if (response.getResultsCount() != PAIRS) {
        done.completeExceptionally(new AssertionError(response));
      }
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
