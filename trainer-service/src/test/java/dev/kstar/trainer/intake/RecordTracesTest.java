package dev.kstar.trainer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.service.tracing.TraceParent;
import io.opentelemetry.api.trace.SpanContext;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RecordTracesTest {
  private final RecordTraces traces = new RecordTraces();

  @Test
  void eachTraceIsThereOnce() {
    traces.add(headers(1));
    traces.add(headers(2));
    traces.add(headers(2));
    traces.add(headers(1));

    assertThat(traces.all()).extracting(SpanContext::getSpanId).containsExactly(span(1), span(2));
  }

  @Test
  void whatIsMalformedOrAbsentIsNone() {
    traces.add(new RecordHeaders());
    traces.add(new RecordHeaders().add(TraceParent.HEADER, new byte[] {1, 2}));

    assertThat(traces.all()).isEmpty();
  }

  @Test
  void aBatchOfManyClientsHoldsABoundedNumber() {
    for (int i = 1; i <= 100; i++) {
      traces.add(headers(i));
    }

    assertThat(traces.all()).hasSize(RecordTraces.MOST);
  }

  private static Headers headers(int span) {
    String text = "00-0af7651916cd43dd8448eb211c80319c-%s-01".formatted(span(span));
    return new RecordHeaders().add(TraceParent.HEADER, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String span(int number) {
    return "%016x".formatted(number);
  }
}
