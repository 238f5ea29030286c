package dev.kstar.service.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @Test
  void isTheHeaderOfTheStandardsExample() {
    assertThat(TraceParent.of(context(TraceFlags.getSampled())))
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("00-" + TRACE + "-" + SPAN + "-01");
  }

  @Test
  void aTraceThatNobodyRecordsTakesNoBytes() {
    assertThat(TraceParent.of(context(TraceFlags.getDefault()))).isEmpty();
    assertThat(TraceParent.of(SpanContext.getInvalid())).isEmpty();
  }

  @Test
  void readsWhatItWrites() {
    SpanContext read = TraceParent.read(TraceParent.of(context(TraceFlags.getSampled())));

    assertThat(read.getTraceId()).isEqualTo(TRACE);
    assertThat(read.getSpanId()).isEqualTo(SPAN);
    assertThat(read.isSampled()).isTrue();
    assertThat(read.isRemote()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0af7651916cd43dd8448eb211c80319cxb7ad6b7169203331-01",
        "00-Xaf7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
      })
  void anythingElseIsNoTrace(String header) {
    assertThat(TraceParent.read(header.getBytes(StandardCharsets.US_ASCII)).isValid()).isFalse();
  }

  private static SpanContext context(TraceFlags flags) {
    return SpanContext.create(TRACE, SPAN, flags, TraceState.getDefault());
  }
}
