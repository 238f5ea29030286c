package dev.kstar.ingest.stream;

import dev.kstar.ingest.TestSettings;
import dev.kstar.ingest.config.Settings;
import dev.kstar.ingest.source.Sources;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Streams of the settings' source, for tests with a real broker. */
final class Streams {
  private Streams() {}

  /** Settings for topics that are called after the test. */
  static TestSettings settings(String test, Object... more) {
    List<Object> all = new ArrayList<>(List.of("stream", test));
    all.addAll(List.of("topics.pairs", test, "topics.holdout", test + ".holdout"));
    all.addAll(List.of(more));
    return TestSettings.of(all.toArray());
  }

  static PairStream open(TestSettings settings, Map<String, Object> kafka) {
    return open(settings, kafka, () -> {});
  }

  static PairStream open(TestSettings settings, Map<String, Object> kafka, Runnable onFenced) {
    return opener(settings, kafka, onFenced).open(Sources.open(settings.checked().source()));
  }

  static StreamOpener opener(TestSettings settings, Map<String, Object> kafka, Runnable onFenced) {
    Settings checked = settings.checked();
    return new StreamOpener(kafka, settings.topics(), checked, Clock.systemUTC(), onFenced);
  }

  static void until(BooleanSupplier condition, PairStream stream) {
    Instant latest = Instant.now().plus(Duration.ofSeconds(30));
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(latest)) {
        throw new AssertionError("still " + stream.progress().phase());
      }
      Thread.onSpinWait();
    }
  }
}
