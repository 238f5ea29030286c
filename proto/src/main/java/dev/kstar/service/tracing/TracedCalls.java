package dev.kstar.service.tracing;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.nio.charset.StandardCharsets;

/** A span for each call to another service, which goes on in that service's own. */
public final class TracedCalls implements ClientInterceptor {
  private static final Metadata.Key<String> TRACE_PARENT =
      Metadata.Key.of(TraceParent.HEADER, Metadata.ASCII_STRING_MARSHALLER);

  private final Tracer tracer;

  public TracedCalls(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<R> responses, Metadata headers) {
        Span span =
            tracer
                .spanBuilder(method.getFullMethodName())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("rpc.system", "grpc")
                .startSpan();
        byte[] parent = TraceParent.of(span.getSpanContext());
        if (parent.length > 0) {
          headers.put(TRACE_PARENT, new String(parent, StandardCharsets.US_ASCII));
        }
        super.start(new Ending<>(responses, span), headers);
      }
    };
  }

  private static final class Ending<R> extends SimpleForwardingClientCallListener<R> {
    private final Span span;

    Ending(ClientCall.Listener<R> responses, Span span) {
      super(responses);
      this.span = span;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      span.setAttribute("rpc.grpc.status_code", status.getCode().value());
      if (!status.isOk()) {
        span.setStatus(StatusCode.ERROR, status.getCode().name());
      }
      span.end();
      super.onClose(status, trailers);
    }
  }
}
