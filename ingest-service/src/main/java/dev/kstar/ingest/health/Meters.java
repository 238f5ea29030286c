package dev.kstar.ingest.health;

import static java.util.Locale.ROOT;

import dev.kstar.ingest.stream.PairStream;
import dev.kstar.ingest.stream.Phase;
import dev.kstar.ingest.stream.Progress;
import dev.kstar.service.ResidentMemory;
import dev.kstar.stream.TopicsConfig;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The stream's progress as meters. */
@Singleton
final class Meters implements MeterBinder {
  private static final List<Class<? extends Phase>> PHASES =
      List.of(
          Phase.Starting.class,
          Phase.Streaming.class,
          Phase.HeldBack.class,
          Phase.Completed.class,
          Phase.Failed.class);

  private final Progress progress;
  private final TopicsConfig topics;

  Meters(PairStream stream, TopicsConfig topics) {
    this.progress = stream.progress();
    this.topics = topics;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    ResidentMemory.bindTo(registry);
    PHASES.forEach(phase -> phase(registry, phase));
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

  private void phase(MeterRegistry registry, Class<? extends Phase> phase) {
    Gauge.builder("kstar.ingest.phase", progress, p -> phase.isInstance(p.phase()) ? 1 : 0)
        .description("1 for the phase that the source is in")
        .tag("phase", phase.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(ROOT))
        .register(registry);
  }

  private void pairs(MeterRegistry registry, String topic, ToDoubleFunction<Progress> count) {
    FunctionCounter.builder("kstar.ingest.pairs", progress, count)
        .description("pairs acknowledged by Kafka")
        .tag("topic", topic)
        .register(registry);
  }
}
