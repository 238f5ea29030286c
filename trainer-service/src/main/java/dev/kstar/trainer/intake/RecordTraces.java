package dev.kstar.trainer.intake;

import dev.kstar.service.tracing.TraceParent;
import io.opentelemetry.api.trace.SpanContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The distinct traces of one batch's records, at most {@value #MOST}. Belongs to whoever has the
 * batch.
 */
final class RecordTraces {
  static final int MOST = 16;

  private final List<SpanContext> spans = new ArrayList<>();
  private byte[] last;

  void clear() {
    spans.clear();
    last = null;
  }

  /** Takes the trace of a record, if it has one. Neighbours are often of the same. */
  void add(Headers headers) {
    Header header = headers.lastHeader(TraceParent.HEADER);
    if (header == null || spans.size() == MOST || Arrays.equals(header.value(), last)) {
      return;
    }
    last = header.value();
    SpanContext span = TraceParent.read(last);
    if (span.isValid() && !spans.contains(span)) {
      spans.add(span);
    }
  }

  List<SpanContext> all() {
    return spans;
  }
}
