package dev.kstar.service.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import java.nio.charset.StandardCharsets;

/**
 * The trace that a record belongs to, as its header {@value #HEADER}: {@code
 * 00-<trace>-<span>-<flags>} in lower-case hexadecimal. Source: W3C Trace Context, 2021, section
 * 3.2. Only sampled traces travel, so that a stream whose traces nobody records carries nothing.
 */
public final class TraceParent {
  /** Key of the header. */
  public static final String HEADER = "traceparent";

  private static final byte[] NONE = new byte[0];
  private static final String VERSION = "00-";
  private static final int SPAN = VERSION.length() + TraceId.getLength() + 1;
  private static final int FLAGS = SPAN + SpanId.getLength() + 1;
  private static final int LENGTH = FLAGS + TraceFlags.getLength();

  private TraceParent() {}

  /** The header of a sampled span; of any other, no bytes. */
  public static byte[] of(SpanContext span) {
    if (!span.isValid() || !span.isSampled()) {
      return NONE;
    }
    String text =
        VERSION + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex();
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The span that a header names; an invalid one when it is malformed or of no sampled trace. */
  public static SpanContext read(byte[] header) {
    if (header == null || header.length != LENGTH) {
      return SpanContext.getInvalid();
    }
    String text = new String(header, StandardCharsets.US_ASCII);
    String trace = text.substring(VERSION.length(), SPAN - 1);
    String span = text.substring(SPAN, FLAGS - 1);
    if (!text.startsWith(VERSION)
        || text.charAt(SPAN - 1) != '-'
        || text.charAt(FLAGS - 1) != '-'
        || !text.endsWith(TraceFlags.getSampled().asHex())) {
      return SpanContext.getInvalid();
    }
    // what is no trace or span makes an invalid context
    return SpanContext.createFromRemoteParent(
        trace, span, TraceFlags.getSampled(), TraceState.getDefault());
  }
}
