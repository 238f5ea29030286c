package dev.kstar.local.api;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Channel;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a server says of its own services. */
final class Reflection {
  private static final long PATIENCE_SECONDS = 60;

  private final Channel channel;

  Reflection(Channel channel) {
    this.channel = channel;
  }

  List<String> services() {
    return ask(ServerReflectionRequest.newBuilder().setListServices("").build())
        .getListServicesResponse()
        .getServiceList()
        .stream()
        .map(ServiceResponse::getName)
        .sorted()
        .toList();
  }

  /**
   * @param name with its package
   * @throws IllegalArgumentException when the server has no such service
   */
  ServiceDescriptor service(String name) {
    ServerReflectionResponse answer =
        ask(ServerReflectionRequest.newBuilder().setFileContainingSymbol(name).build());
    Map<String, FileDescriptorProto> files = new HashMap<>();
    answer
        .getFileDescriptorResponse()
        .getFileDescriptorProtoList()
        .forEach(bytes -> files.put(file(bytes).getName(), file(bytes)));
    return files.keySet().stream()
        .map(file -> linked(file, files))
        .flatMap(file -> file.getServices().stream())
        .filter(service -> service.getFullName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("service not found: " + name));
  }

  /**
   * @param name as {@code package.Service/Method} or with a dot between
   */
  MethodDescriptor method(String name) {
    int cut = Math.max(name.lastIndexOf('/'), name.lastIndexOf('.'));
    MethodDescriptor method =
        service(name.substring(0, cut)).findMethodByName(name.substring(cut + 1));
    if (method == null) {
      throw new IllegalArgumentException("method not found: " + name);
    }
    return method;
  }

  private static FileDescriptor linked(String name, Map<String, FileDescriptorProto> files) {
    FileDescriptorProto file = files.get(name);
    FileDescriptor[] imports =
        file.getDependencyList().stream()
            .map(each -> linked(each, files))
            .toArray(FileDescriptor[]::new);
    try {
      return FileDescriptor.buildFrom(file, imports);
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static FileDescriptorProto file(ByteString bytes) {
    try {
      return FileDescriptorProto.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private ServerReflectionResponse ask(ServerReflectionRequest question) {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> call =
        ServerReflectionGrpc.newStub(channel).serverReflectionInfo(new First(answer));
    call.onNext(question);
    call.onCompleted();
    return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  private record First(CompletableFuture<ServerReflectionResponse> answer)
      implements StreamObserver<ServerReflectionResponse> {
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
      answer.completeExceptionally(new IllegalStateException("no answer"));
    }
  }
}
