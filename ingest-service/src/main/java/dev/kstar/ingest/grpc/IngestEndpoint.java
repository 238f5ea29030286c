package dev.kstar.ingest.grpc;

import dev.kstar.ingest.stream.PairStream;
import dev.kstar.service.CheckedRequests;
import dev.kstar.service.tracing.Traces;
import dev.kstar.stream.KafkaContact;
import dev.kstar.v1.IngestGrpc;
import dev.kstar.v1.ListSourcesRequest;
import dev.kstar.v1.ListSourcesResponse;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
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
  private final KafkaContact contact;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger unansweredBytes = new AtomicInteger();

  IngestEndpoint(PairStream stream, Traces traces, KafkaContact contact) {
    this.contact = contact;
    this.stream = stream;
    this.traces = traces;
  }

  /** As generated, but that messages of {@code Push} stay bytes. */
  @Override
  public ServerServiceDefinition bindService() {
    ServerServiceDefinition generated = super.bindService();
    MethodDescriptor<byte[], byte[]> push =
        IngestGrpc.getPushMethod().toBuilder(new Bytes(), new Bytes()).build();
    ServerMethodDefinition<?, ?> list =
        CheckedRequests.of(generated)
            .getMethod(IngestGrpc.getListSourcesMethod().getFullMethodName());
    ServiceDescriptor descriptor =
        ServiceDescriptor.newBuilder(IngestGrpc.SERVICE_NAME)
            .setSchemaDescriptor(generated.getServiceDescriptor().getSchemaDescriptor())
            .addMethod(push)
            .addMethod(list.getMethodDescriptor())
            .build();
    return ServerServiceDefinition.builder(descriptor)
        .addMethod(push, ServerCalls.asyncBidiStreamingCall(this::pushBytes))
        .addMethod(list)
        .build();
  }

  private StreamObserver<byte[]> pushBytes(StreamObserver<byte[]> response) {
    ServerCallStreamObserver<byte[]> call = (ServerCallStreamObserver<byte[]>) response;
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
            .addSources(States.of(stream.descriptor(), stream.progress(), contact.silence()))
            .build());
    response.onCompleted();
  }

  private static StreamObserver<byte[]> refused(
      StreamObserver<byte[]> call, Status status, String sentence) {
    call.onError(status.withDescription(sentence).asRuntimeException());
    return new StreamObserver<>() {
      @Override
      public void onNext(byte[] ignored) {
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
