package dev.kstar.ingest.rate;

import dev.kstar.ingest.TestSettings;
import dev.kstar.ingest.config.Settings;
import dev.kstar.ingest.source.Sources;
import dev.kstar.ingest.stream.PairStream;
import dev.kstar.ingest.stream.Phase;
import dev.kstar.ingest.stream.StreamOpener;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A source of the service, from its opening on, so the reading of text counts as well. */
final class Sourced implements Contestant {
  private final String name;
  private final String servers;
  private final ProcessHandle broker;
  private final int pairs;
  private final List<Object> settings;
  private int runs;

  Sourced(String name, String servers, ProcessHandle broker, int pairs, Object... settings) {
    this.name = name;
    this.servers = servers;
    this.broker = broker;
    this.pairs = pairs;
    this.settings = List.of(settings);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Took run() throws Exception {
    String run = name + "-" + runs++;
    List<Object> all = new ArrayList<>(List.of("stream", run, "ingest.max-lag", 0));
    all.addAll(List.of("topics.pairs", run, "topics.holdout", run + ".holdout"));
    all.addAll(List.of("ingest.limit", pairs));
    all.addAll(settings);
    List<String> topics = List.of(run, run + ".holdout");
    try (Records records = new Records(servers, topics)) {
      Took took = stream(TestSettings.of(all.toArray()));
      records.expect(pairs);
      return took;
    } finally {
      Topics.delete(servers, topics);
    }
  }

  private Took stream(TestSettings given) {
    Settings checked = given.checked();
    Took.Watch opening = new Took.Watch(broker);
    var source = Sources.open(checked.source());
    Took opened = opening.took();
    Map<String, Object> kafka = Map.of("bootstrap.servers", servers);
    try (PairStream stream =
        new StreamOpener(kafka, given.topics(), checked, Clock.systemUTC(), () -> {})
            .open(source)) {
      Took.Watch watch = new Took.Watch(broker);
      stream.start();
      while (!stream.progress().phase().ended()) {
        LockSupport.parkNanos(10_000_000);
      }
      Took streamed = watch.took();
      if (!(stream.progress().phase() instanceof Phase.Completed)) {
        throw new IllegalStateException(name + " must complete but " + stream.progress().phase());
      }
      return new Took(streamed.nanos() + opened.nanos(), streamed.cpuNanos() + opened.cpuNanos());
    }
  }
}
