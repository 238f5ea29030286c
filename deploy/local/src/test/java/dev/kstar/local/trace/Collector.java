package dev.kstar.local.trace;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/**
 * As much of an OpenTelemetry collector as a test needs: takes spans over OTLP/gRPC. Field numbers:
 * opentelemetry/proto/trace/v1/trace.proto.
 */
final class Collector implements AutoCloseable {
  private static final MethodDescriptor<byte[], byte[]> EXPORT =
      MethodDescriptor.newBuilder(new Bytes(), new Bytes())
          .setType(MethodType.UNARY)
          .setFullMethodName("opentelemetry.proto.collector.trace.v1.TraceService/Export")
          .build();

  private final BlockingQueue<Seen> spans = new LinkedBlockingQueue<>();
  private final Server server;

  Collector() throws IOException {
    ServerServiceDefinition service =
        ServerServiceDefinition.builder("opentelemetry.proto.collector.trace.v1.TraceService")
            .addMethod(
                EXPORT,
                ServerCalls.asyncUnaryCall(
                    (request, response) -> {
                      spans(request).forEach(spans::add);
                      response.onNext(new byte[0]);
                      response.onCompleted();
                    }))
            .build();
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(service)
            .build()
            .start();
  }

  /**
   * A span; all ids in hexadecimal.
   *
   * @param links trace ids
   */
  record Seen(
      String service, String trace, String span, String parent, String name, List<String> links) {}

  String endpoint() {
    return "http://127.0.0.1:" + server.getPort();
  }

  /** The spans that have come and were not taken yet, in the order in which they came. */
  BlockingQueue<Seen> spans() {
    return spans;
  }

  private static Stream<Seen> spans(byte[] request) {
    return messages(fields(ByteString.copyFrom(request)), 1)
        .flatMap(
            resource ->
                messages(resource, 2)
                    .flatMap(scope -> messages(scope, 2))
                    .map(span -> seen(service(resource), span)));
  }

  private static Seen seen(String service, UnknownFieldSet span) {
    return new Seen(
        service,
        hex(span, 1),
        hex(span, 2),
        hex(span, 4),
        bytes(span, 5).toStringUtf8(),
        messages(span, 13).map(link -> hex(link, 1)).toList());
  }

  /** The attribute service.name of a resource. */
  private static String service(UnknownFieldSet resourceSpans) {
    return messages(resourceSpans, 1)
        .flatMap(resource -> messages(resource, 1))
        .filter(attribute -> bytes(attribute, 1).toStringUtf8().equals("service.name"))
        .flatMap(attribute -> messages(attribute, 2))
        .map(value -> bytes(value, 1).toStringUtf8())
        .findFirst()
        .orElse("");
  }

  private static Stream<UnknownFieldSet> messages(UnknownFieldSet message, int field) {
    return message.getField(field).getLengthDelimitedList().stream().map(Collector::fields);
  }

  private static ByteString bytes(UnknownFieldSet message, int field) {
    List<ByteString> values = message.getField(field).getLengthDelimitedList();
    return values.isEmpty() ? ByteString.EMPTY : values.get(0);
  }

  private static String hex(UnknownFieldSet message, int field) {
    return HexFormat.of().formatHex(bytes(message, field).toByteArray());
  }

  private static UnknownFieldSet fields(ByteString message) {
    try {
      return UnknownFieldSet.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
