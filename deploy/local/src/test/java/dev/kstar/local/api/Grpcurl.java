package dev.kstar.local.api;

import com.google.gson.JsonStreamParser;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.kstar.local.api.ApiPage.Example;
import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the page's commands: with the grpcurl that is on the path, or else with as much of it as the
 * page uses, over reflection and protobuf's JSON as grpcurl does.
 */
public final class Grpcurl {
  private static final long PATIENCE_SECONDS = 120;

  /** What grpcurl adds to gRPC's status code. */
  private static final int FAILED = 64;

  private Grpcurl() {}

  /**
   * How a command ended.
   *
   * @param code 0, or 64 and gRPC's status code
   * @param out what it printed, the status included when there was one
   */
  public record Ended(int code, String out) {}

  /**
   * Runs a command.
   *
   * @param folder where its files are
   */
  public static Ended run(Example example, Path folder) throws IOException, InterruptedException {
    return installed().isPresent() ? real(example, folder) : standIn(example, folder);
  }

  static Optional<Path> installed() {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, "grpcurl"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Ended real(Example example, Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", example.command())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out);
  }

  static Ended standIn(Example example, Path folder) throws IOException {
    List<String> words = ShellWords.of(example.command(), folder);
    GrpcurlOptions options = GrpcurlOptions.of(words.subList(1, words.size()), folder);
    ManagedChannel channel = channel(options);
    try {
      Reflection reflection = new Reflection(channel);
      return switch (options.verb()) {
        case "list" -> new Ended(0, String.join("\n", listed(reflection, options.symbol())));
        case "describe" -> new Ended(0, described(reflection.method(options.symbol())));
        default -> call(channel, reflection.method(options.verb()), options);
      };
    } finally {
      channel.shutdownNow();
    }
  }

  private static ManagedChannel channel(GrpcurlOptions options) throws IOException {
    Metadata headers = new Metadata();
    for (String header : options.headers()) {
      String[] parts = header.split(":\\s*", 2);
      headers.put(Metadata.Key.of(parts[0], Metadata.ASCII_STRING_MARSHALLER), parts[1]);
    }
    return Grpc.newChannelBuilder(options.address(), credentials(options))
        .maxInboundMessageSize(64 << 20)
        .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
        .build();
  }

  private static ChannelCredentials credentials(GrpcurlOptions options) throws IOException {
    if (options.plaintext()) {
      return InsecureChannelCredentials.create();
    }
    TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
    tls.trustManager(options.authority().orElseThrow().toFile());
    if (options.certificate().isPresent()) {
      tls.keyManager(options.certificate().get().toFile(), options.key().orElseThrow().toFile());
    }
    return tls.build();
  }

  private static List<String> listed(Reflection reflection, String service) {
    return service.isEmpty()
        ? reflection.services()
        : reflection.service(service).getMethods().stream()
            .map(MethodDescriptor::getFullName)
            .sorted()
            .toList();
  }

  private static String described(MethodDescriptor method) {
    return "%s is a method:%nrpc %s ( %s.%s ) returns ( %s.%s );"
        .formatted(
            method.getFullName(),
            method.getName(),
            method.isClientStreaming() ? "stream " : "",
            method.getInputType().getFullName(),
            method.isServerStreaming() ? "stream " : "",
            method.getOutputType().getFullName());
  }

  private static Ended call(
      ManagedChannel channel, MethodDescriptor method, GrpcurlOptions options) {
    CallOptions limits =
        options.seconds().isPresent()
            ? CallOptions.DEFAULT.withDeadlineAfter(
                (long) (options.seconds().getAsDouble() * 1000), TimeUnit.MILLISECONDS)
            : CallOptions.DEFAULT;
    Printed answers = new Printed();
    StreamObserver<DynamicMessage> questions =
        ClientCalls.asyncBidiStreamingCall(channel.newCall(stub(method), limits), answers);
    messages(method, options.data()).forEach(questions::onNext);
    questions.onCompleted();
    return answers.ended.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  private static List<DynamicMessage> messages(MethodDescriptor method, String data) {
    List<DynamicMessage> messages = new ArrayList<>();
    JsonStreamParser parts = new JsonStreamParser(data);
    while (!data.isBlank() && parts.hasNext()) {
      messages.add(message(method, parts.next().toString()));
    }
    if (messages.isEmpty() && !method.isClientStreaming()) {
      messages.add(DynamicMessage.getDefaultInstance(method.getInputType()));
    }
    return messages;
  }

  private static DynamicMessage message(MethodDescriptor method, String json) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(method.getInputType());
    try {
      JsonFormat.parser().merge(json, message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("%s does not read %s".formatted(method, json), e);
    }
    return message.build();
  }

  private static io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage> stub(
      MethodDescriptor method) {
    return io.grpc.MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
        .setType(MethodType.BIDI_STREAMING)
        .setFullMethodName(method.getService().getFullName() + "/" + method.getName())
        .setRequestMarshaller(
            ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getInputType())))
        .setResponseMarshaller(
            ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
        .build();
  }

  private static final class Printed implements StreamObserver<DynamicMessage> {
    private final CompletableFuture<Ended> ended = new CompletableFuture<>();
    private final StringBuilder out = new StringBuilder();

    @Override
    public void onNext(DynamicMessage message) {
      try {
        out.append(JsonFormat.printer().print(message)).append('\n');
      } catch (InvalidProtocolBufferException e) {
        ended.completeExceptionally(e);
      }
    }

    @Override
    public void onError(Throwable failure) {
      Status status = Status.fromThrowable(failure);
      out.append(
          "ERROR:%n  Code: %s%n  Message: %s%n"
              .formatted(status.getCode(), status.getDescription()));
      ended.complete(new Ended(FAILED + status.getCode().value(), out.toString()));
    }

    @Override
    public void onCompleted() {
      ended.complete(new Ended(0, out.toString()));
    }
  }
}
