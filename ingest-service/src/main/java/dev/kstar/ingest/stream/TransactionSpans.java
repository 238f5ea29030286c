package dev.kstar.ingest.stream;

import dev.kstar.service.tracing.TraceParent;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;

/**
 * A span for each transaction; its trace goes on in the records that have none of their own. Used
 * by the ingest thread. Where traces are off, no record carries anything.
 */
final class TransactionSpans {
  /** For a stream without traces. */
  static final TransactionSpans NONE =
      new TransactionSpans(OpenTelemetry.noop().getTracer("none"), "");

  private final Tracer tracer;
  private final String topic;
  private Span span;
  private byte[] trace;

  /**
   * @param topic of training pairs, which names the spans
   */
  TransactionSpans(Tracer tracer, String topic) {
    this.tracer = tracer;
    this.topic = topic;
  }

  /** The header of a record of the transaction that is open now, or no bytes. */
  byte[] trace() {
    if (span == null) {
      span =
          tracer
              .spanBuilder("send " + topic)
              .setSpanKind(SpanKind.PRODUCER)
              .setAttribute("messaging.system", "kafka")
              .setAttribute("messaging.destination.name", topic)
              .startSpan();
      trace = TraceParent.of(span.getSpanContext());
    }
    return trace;
  }

  /**
   * The transaction is over.
   *
   * @param records that it made visible; 0 when it was given up
   */
  void end(long records) {
    if (span != null) {
      span.setAttribute("messaging.batch.message_count", records);
      span.end();
      span = null;
    }
  }
}
