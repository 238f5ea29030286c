package dev.kstar.trainer.training;

import dev.kstar.trainer.intake.MiniBatch;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Spans of the steps whose batch holds records of a recorded trace; no other step has one.
 *
 * <pre>
 *   one trace of the batch:  Push ──▶ training step
 *                                         ▲ links both ways
 *   each other trace:        Push ──▶ train ┘
 * </pre>
 *
 * A batch mixes records of many traces and a span can lie in one of them only: the step lies in
 * that of its first record, and whoever looks at another one is led to it. Training thread.
 */
public final class StepSpans {
  private final Tracer tracer;
  private final Clock clock;

  /**
   * @param clock of the spans' times
   */
  public StepSpans(Tracer tracer, Clock clock) {
    this.tracer = tracer;
    this.clock = clock;
  }

  /**
   * A step was taken and has just ended.
   *
   * @param step its number, from 1
   * @param nanos that it took
   */
  void taken(MiniBatch batch, long step, long nanos) {
    List<SpanContext> traces = batch.traces();
    if (!traces.isEmpty()) {
      long end = TimeUnit.MILLISECONDS.toNanos(clock.millis());
      record(traces, batch, step, end - nanos, end);
    }
  }

  private void record(
      List<SpanContext> traces, MiniBatch batch, long step, long startNanos, long endNanos) {
    List<SpanContext> others = traces.subList(1, traces.size());
    SpanBuilder builder =
        span("training step", traces.get(0), step, startNanos)
            .setAttribute("kstar.batch.records", batch.coordinates());
    others.forEach(builder::addLink);
    Span whole = builder.startSpan();
    whole.end(endNanos, TimeUnit.NANOSECONDS);
    for (SpanContext other : others) {
      span("train", other, step, startNanos)
          .addLink(whole.getSpanContext())
          .startSpan()
          .end(endNanos, TimeUnit.NANOSECONDS);
    }
  }

  private SpanBuilder span(String name, SpanContext parent, long step, long startNanos) {
    return tracer
        .spanBuilder(name)
        .setParent(Context.root().with(Span.wrap(parent)))
        .setSpanKind(SpanKind.CONSUMER)
        .setAttribute("kstar.step", step)
        .setAttribute("messaging.system", "kafka")
        .setStartTimestamp(startNanos, TimeUnit.NANOSECONDS);
  }
}
