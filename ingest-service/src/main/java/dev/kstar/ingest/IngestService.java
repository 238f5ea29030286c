package dev.kstar.ingest;

import dev.kstar.ingest.config.ConfigCheck;
import dev.kstar.ingest.config.IngestConfig;
import dev.kstar.ingest.config.Settings;
import dev.kstar.ingest.source.Sources;
import dev.kstar.ingest.stream.PairStream;
import dev.kstar.ingest.stream.StreamOpener;
import dev.kstar.service.StartTimeout;
import dev.kstar.service.StreamName;
import dev.kstar.service.tracing.Traces;
import dev.kstar.stream.TopicsConfig;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Puts the service together: a source, its stream, and when they start and stop. */
@Singleton
public final class IngestService {
  private static final Logger LOG = Logger.getLogger(IngestService.class);

  private final AtomicBoolean started = new AtomicBoolean();

  /** The present, for event times. */
  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  /**
   * The one stream of this process.
   *
   * @throws dev.kstar.service.StartFailure when the settings, the files or Kafka cannot be used
   */
  @Produces
  @Singleton
  PairStream stream(
      StreamName stream,
      StartTimeout timeout,
      IngestConfig ingest,
      TopicsConfig topics,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      Traces traces,
      Clock clock) {
    Settings settings = ConfigCheck.of(stream, timeout, ingest);
    return new StreamOpener(kafka, topics, settings, clock, () -> Quarkus.asyncExit(1))
        .traceWith(traces.tracer("dev.kstar.ingest"))
        .open(Sources.open(settings.source()));
  }

  /** Kafka and the files are tried at the start; nothing is written before the port is open. */
  void prepare(@Observes StartupEvent event, PairStream stream) {
    LOG.infof(
        "stream \"%s\": %s", stream.descriptor().getStream(), stream.descriptor().getSource());
    stream.descriptor().getSourceNotesList().forEach(LOG::warn);
  }

  void startWithHttp(@ObservesAsync HttpServerStart event, PairStream stream) {
    startOnce(stream);
  }

  void startWithHttps(@ObservesAsync HttpsServerStart event, PairStream stream) {
    startOnce(stream);
  }

  private void startOnce(PairStream stream) {
    if (started.compareAndSet(false, true)) {
      stream.start();
    }
  }

  void stop(@Observes ShutdownEvent event, PairStream stream) {
    stream.close();
  }
}
