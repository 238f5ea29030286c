package dev.kstar.service;

import io.grpc.Drainable;
import io.grpc.ForwardingServerCall;
import io.grpc.KnownLength;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCall.Listener;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Answers bytes that are no message of the method's type with {@code INVALID_ARGUMENT} and a
 * sentence, where gRPC itself says {@code INTERNAL}, as of a fault of the service.
 */
public final class CheckedRequests {
  private CheckedRequests() {}

  /** Returns the same service with every request checked. */
  public static ServerServiceDefinition of(ServerServiceDefinition service) {
    ServiceDescriptor.Builder descriptor =
        ServiceDescriptor.newBuilder(service.getServiceDescriptor().getName())
            .setSchemaDescriptor(service.getServiceDescriptor().getSchemaDescriptor());
    var methods = service.getMethods().stream().map(CheckedRequests::checked).toList();
    methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
    ServerServiceDefinition.Builder checked = ServerServiceDefinition.builder(descriptor.build());
    methods.forEach(checked::addMethod);
    return checked.build();
  }

  private static <Q, A> ServerMethodDefinition<byte[], A> checked(
      ServerMethodDefinition<Q, A> method) {
    MethodDescriptor<Q, A> typed = method.getMethodDescriptor();
    return ServerMethodDefinition.create(
        typed.toBuilder(new Bytes(), typed.getResponseMarshaller()).build(),
        (call, headers) -> {
          Listener<Q> next =
              method.getServerCallHandler().startCall(new TypedCall<>(call, typed), headers);
          return new Checking<>(call, typed, next);
        });
  }

  /** Call whose requests are messages again. */
  private static final class TypedCall<Q, A> extends ForwardingServerCall<Q, A> {
    private final ServerCall<byte[], A> call;
    private final MethodDescriptor<Q, A> typed;

    TypedCall(ServerCall<byte[], A> call, MethodDescriptor<Q, A> typed) {
      this.call = call;
      this.typed = typed;
    }

    @Override
    @SuppressWarnings(
        "unchecked") // nothing of the call that is forwarded to has the request's type
    protected ServerCall<Q, A> delegate() {
      return (ServerCall<Q, A>) call;
    }

    @Override
    public MethodDescriptor<Q, A> getMethodDescriptor() {
      return typed;
    }
  }

  /** Parses each request, and ends the call at the first that is none. */
  private static final class Checking<Q, A> extends Listener<byte[]> {
    private final ServerCall<byte[], A> call;
    private final MethodDescriptor<Q, A> typed;
    private final Listener<Q> next;
    private boolean refused;

    Checking(ServerCall<byte[], A> call, MethodDescriptor<Q, A> typed, Listener<Q> next) {
      this.call = call;
      this.typed = typed;
      this.next = next;
    }

    @Override
    public void onMessage(byte[] bytes) {
      if (refused) {
        return;
      }
      Q request;
      try {
        request = typed.parseRequest(new ByteArrayInputStream(bytes));
      } catch (StatusRuntimeException e) {
        refuse(e);
        return;
      }
      next.onMessage(request);
    }

    private void refuse(StatusRuntimeException failure) {
      refused = true;
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      call.close(
          Status.INVALID_ARGUMENT.withDescription(
              "the request of %s must be a message of its type but: %s"
                  .formatted(typed.getFullMethodName(), cause.getMessage())),
          new Metadata());
      next.onCancel();
    }

    @Override
    public void onHalfClose() {
      if (!refused) {
        next.onHalfClose();
      }
    }

    @Override
    public void onCancel() {
      if (!refused) {
        next.onCancel();
      }
    }

    @Override
    public void onComplete() {
      if (!refused) {
        next.onComplete();
      }
    }

    @Override
    public void onReady() {
      if (!refused) {
        next.onReady();
      }
    }
  }

  /** Requests as their bytes. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] message) {
      return new Message(message);
    }

    @Override
    public byte[] parse(InputStream message) {
      try {
        return message.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The transport takes only what can be drained. */
  private static final class Message extends ByteArrayInputStream
      implements Drainable, KnownLength {
    Message(byte[] bytes) {
      super(bytes);
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
      return Math.toIntExact(transferTo(target));
    }
  }
}
