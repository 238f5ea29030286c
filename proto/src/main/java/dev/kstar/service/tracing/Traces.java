package dev.kstar.service.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What this process has to say of traces: nothing while they are off. The SDK that {@code
 * quarkus.otel.sdk.disabled} leaves behind records no span but calls each of them sampled, so
 * records would carry, and calls pass on, traces that nobody has. Safe for any thread.
 */
@Singleton
public final class Traces {
  private final OpenTelemetry telemetry;
  private final boolean on;

  Traces(OpenTelemetry telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
    this.telemetry = off ? OpenTelemetry.noop() : telemetry;
    this.on = !off;
  }

  /** Whether spans are recorded at all. */
  public boolean on() {
    return on;
  }

  /** Makes the spans of a part of this process, which it names; invalid ones while off. */
  public Tracer tracer(String name) {
    return telemetry.getTracer(name);
  }

  /** The trace of the call that this thread answers, as of {@link TraceParent#of}. */
  public byte[] current() {
    return TraceParent.of(on ? Span.current().getSpanContext() : SpanContext.getInvalid());
  }
}
