package dev.kstar.service.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import org.junit.jupiter.api.Test;

class TracesTest {
  /** As it is left when it is disabled: without anything that records or exports. */
  private final OpenTelemetry sdk = OpenTelemetrySdk.builder().build();

  @Test
  void theCallOfAThreadIsNamedByItsSpan() {
    Span span = sdk.getTracer("test").spanBuilder("call").startSpan();
    try (Scope call = span.makeCurrent()) {
      assertThat(new Traces(sdk, false).current())
          .isNotEmpty()
          .isEqualTo(TraceParent.of(span.getSpanContext()));
    }
  }

  @Test
  void whileTracesAreOffACallHasNoneAlthoughItsSpanIsCalledSampled() {
    Span span = sdk.getTracer("test").spanBuilder("call").startSpan();
    assertThat(span.getSpanContext().isSampled()).isTrue();
    try (Scope call = span.makeCurrent()) {
      assertThat(new Traces(sdk, true).current()).isEmpty();
    }
  }

  @Test
  void whileTracesAreOffNoSpanIsMade() {
    assertThat(new Traces(sdk, true).on()).isFalse();
    assertThat(new Traces(sdk, true).tracer("t").spanBuilder("s").startSpan().getSpanContext())
        .matches(context -> !context.isValid());
    assertThat(new Traces(sdk, false).on()).isTrue();
    assertThat(new Traces(sdk, false).tracer("t").spanBuilder("s").startSpan().getSpanContext())
        .matches(context -> context.isValid());
  }
}
