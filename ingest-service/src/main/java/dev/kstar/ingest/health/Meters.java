package dev.kstar.ingest.health;

import dev.kstar.ingest.stream.PairStream;
import dev.kstar.ingest.stream.Progress;
import dev.kstar.stream.TopicsConfig;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** The stream's progress as meters. */
@Singleton
final class Meters implements MeterBinder {
  private final Progress progress;
  private final TopicsConfig topics;

  Meters(PairStream stream, TopicsConfig topics) {
    this.progress = stream.progress();
    this.topics = topics;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    pairs(registry, topics.pairs(), Progress::trainingPairs);
    pairs(registry, topics.holdout(), Progress::holdoutPairs);
    FunctionCounter.builder("kstar.ingest.rejected.rows", progress, Progress::rejectedRows)
        .description("rows that could not be used")
        .register(registry);
    FunctionCounter.builder("kstar.ingest.bytes", progress, Progress::bytes)
        .description("bytes of keys and values acknowledged by Kafka")
        .baseUnit("bytes")
        .register(registry);
    gauge(
        registry,
        "bytes.per.second",
        "bytes acknowledged by Kafka per second, over the last seconds",
        Progress::bytesPerSecond);
    gauge(registry, "epoch", "full passes over a finite source", Progress::epoch);
    gauge(registry, "row", "rows drawn in this pass", Progress::row);
    gauge(
        registry, "rows", "rows that a pass goes through, 0 for an endless source", Progress::rows);
    gauge(
        registry,
        "seconds.left",
        "until the end of the pass or of the source, not a number when there is none",
        seconds -> seconds.secondsLeft().orElse(Double.NaN));
    Gauge.builder("kstar.ingest.pairs.per.second", progress, Progress::pairsPerSecond)
        .description("pairs acknowledged by Kafka per second, over the last seconds")
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry, String name, String description, ToDoubleFunction<Progress> value) {
    Gauge.builder("kstar.ingest." + name, progress, value)
        .description(description)
        .register(registry);
  }

  private void pairs(MeterRegistry registry, String topic, ToDoubleFunction<Progress> count) {
    FunctionCounter.builder("kstar.ingest.pairs", progress, count)
        .description("pairs acknowledged by Kafka")
        .tag("topic", topic)
        .register(registry);
  }
}
