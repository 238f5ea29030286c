package dev.kstar.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The gRPC calls that a running service has, by its own reflection, and what it answers to them.
 */
final class ServedCalls {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final List<String> REFLECTION =
      List.of(
          "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
          "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo");

  /** A refusal comes at once; a stream that has let the caller in may have nothing to say. */
  private static final int SILENCE_SECONDS = 10;

  private static final int PATIENCE_SECONDS = 60;

  private final ManagedChannel channel;
  private List<String> list;

  ServedCalls(int port) {
    channel =
        Grpc.newChannelBuilder("127.0.0.1:" + port, InsecureChannelCredentials.create()).build();
  }

  /** Each as {@code /package.Service/Method}. */
  List<String> list() {
    if (list == null) {
      ServerReflectionRequest all =
          ServerReflectionRequest.newBuilder().setListServices("").build();
      Stream<String> served =
          reflect(all).getListServicesResponse().getServiceList().stream()
              .map(ServiceResponse::getName)
              .flatMap(this::calls);
      list = Stream.concat(served, REFLECTION.stream()).distinct().sorted().toList();
    }
    return list;
  }

  private Stream<String> calls(String service) {
    return reflect(ServerReflectionRequest.newBuilder().setFileContainingSymbol(service).build())
        .getFileDescriptorResponse()
        .getFileDescriptorProtoList()
        .stream()
        .map(ServedCalls::file)
        .flatMap(file -> file.getServiceList().stream().flatMap(each -> calls(file, each)))
        .filter(call -> call.startsWith("/" + service + "/"));
  }

  private static Stream<String> calls(FileDescriptorProto file, ServiceDescriptorProto service) {
    return service.getMethodList().stream()
        .map(call -> "/%s.%s/%s".formatted(file.getPackage(), service.getName(), call.getName()));
  }

  private static FileDescriptorProto file(ByteString bytes) {
    try {
      return FileDescriptorProto.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ServerReflectionResponse reflect(ServerReflectionRequest question) {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    Metadata metadata = new Metadata();
    metadata.put(AUTHORIZATION, "Bearer " + DoorKeys.token("all"));
    StreamObserver<ServerReflectionRequest> call =
        ServerReflectionGrpc.newStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answer.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {
                    answer.completeExceptionally(new AssertionError("no answer"));
                  }
                });
    call.onNext(question);
    call.onCompleted();
    return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Makes the call with an empty message: "in", "401" or "403". */
  String answer(String path, DoorKeys.Key key) {
    MethodDescriptor<byte[], byte[]> method =
        MethodDescriptor.newBuilder(new RawBytes(), new RawBytes())
            .setFullMethodName(path.substring(1))
            .setType(MethodType.BIDI_STREAMING)
            .build();
    ClientCall<byte[], byte[]> call =
        channel.newCall(
            method, CallOptions.DEFAULT.withDeadlineAfter(SILENCE_SECONDS, TimeUnit.SECONDS));
    Metadata headers = new Metadata();
    key.authorization().ifPresent(value -> headers.put(AUTHORIZATION, value));
    CompletableFuture<String> answer = new CompletableFuture<>();
    call.start(new FirstAnswer(answer), headers);
    call.request(1);
    call.sendMessage(new byte[0]);
    call.halfClose();
    String first = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    call.cancel("answered", null);
    return first;
  }

  private static final class FirstAnswer extends ClientCall.Listener<byte[]> {
    private final CompletableFuture<String> answer;

    FirstAnswer(CompletableFuture<String> answer) {
      this.answer = answer;
    }

    @Override
    public void onMessage(byte[] message) {
      answer.complete("in");
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      answer.complete(
          switch (status.getCode()) {
            case UNAUTHENTICATED -> "401";
            case PERMISSION_DENIED -> "403";
            case UNAVAILABLE -> "away";
            default -> "in";
          });
    }
  }
}
