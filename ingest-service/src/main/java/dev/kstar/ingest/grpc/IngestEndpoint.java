package dev.kstar.ingest.grpc;

import dev.kstar.ingest.stream.PairStream;
import dev.kstar.service.tracing.Traces;
import dev.kstar.v1.IngestGrpc;
import dev.kstar.v1.ListSourcesRequest;
import dev.kstar.v1.ListSourcesResponse;
import dev.kstar.v1.PushRequest;
import dev.kstar.v1.PushResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes clients' pairs and answers what the source of this process has done. No method blocks.
 * Written against the plain stubs because the Mutiny ones ask a client for everything at once.
 */
@GrpcService
public class IngestEndpoint extends IngestGrpc.IngestImplBase {
  /** With the messages that each may have on their way this bounds what waits in memory. */
  private static final int MOST_CALLS = 256;

  private final PairStream stream;
  private final Traces traces;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger unansweredBytes = new AtomicInteger();

  IngestEndpoint(PairStream stream, Traces traces) {
    this.stream = stream;
    this.traces = traces;
  }

  @Override
  public StreamObserver<PushRequest> push(StreamObserver<PushResponse> response) {
    ServerCallStreamObserver<PushResponse> call = (ServerCallStreamObserver<PushResponse>) response;
    if (stream.pushed().isEmpty()) {
      return refused(
          call,
          Status.FAILED_PRECONDITION,
          "the source of this ingest service is \"%s\": it takes pushed pairs when kstar.ingest.source is push"
              .formatted(stream.descriptor().getSource()));
    }
    if (calls.incrementAndGet() > MOST_CALLS) {
      calls.decrementAndGet();
      return refused(
          call,
          Status.RESOURCE_EXHAUSTED,
          "at most %d clients can push at once".formatted(MOST_CALLS));
    }
    PushCall pushes =
        new PushCall(
            call, stream.pushed().get(), traces.current(), unansweredBytes, calls::decrementAndGet);
    pushes.start();
    return pushes;
  }

  @Override
  public void listSources(
      ListSourcesRequest request, StreamObserver<ListSourcesResponse> response) {
    response.onNext(
        ListSourcesResponse.newBuilder()
            .addSources(States.of(stream.descriptor(), stream.progress()))
            .build());
    response.onCompleted();
  }

  private static StreamObserver<PushRequest> refused(
      StreamObserver<PushResponse> call, Status status, String sentence) {
    call.onError(status.withDescription(sentence).asRuntimeException());
    return new StreamObserver<>() {
      @Override
      public void onNext(PushRequest ignored) {
        // it has been refused
      }

      @Override
      public void onError(Throwable gone) {
        // it has been refused
      }

      @Override
      public void onCompleted() {
        // it has been refused
      }
    };
  }
}
