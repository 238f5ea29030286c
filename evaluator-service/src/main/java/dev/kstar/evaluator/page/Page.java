package dev.kstar.evaluator.page;

import dev.kstar.evaluator.config.EvaluatorConfig;
import dev.kstar.evaluator.health.Vitals;
import dev.kstar.evaluator.holdout.HoldoutState;
import dev.kstar.evaluator.holdout.HoldoutThread;
import dev.kstar.evaluator.report.ReportFailures;
import dev.kstar.evaluator.report.ReportStore;
import dev.kstar.evaluator.snapshot.TrainerClient;
import dev.kstar.service.SteadyClock;
import dev.kstar.service.StreamName;
import dev.kstar.service.security.ServiceChannels;
import dev.kstar.v1.Report;
import dev.kstar.v1.TrainerState;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What the page shows, as JSON, and the browsers that are told of it. Its thread "page" tells them
 * the state once a second; reports are told as they are published. Every method is for any thread.
 */
@Singleton
public class Page {
  private static final Logger LOG = Logger.getLogger(Page.class);
  private static final long STATE_MS = 1_000;
  private static final long PROD_MS = 10_000;

  private final String stream;
  private final EvaluatorConfig settings;
  private final ReportStore reports;
  private final HoldoutThread holdout;
  private final Vitals vitals;
  private final Clock clock = Clock.systemUTC();
  private final Clock steady = new SteadyClock();
  private final TrainingCourse course = new TrainingCourse();
  private final Browsers browsers = new Browsers();
  private final TrainerClient trainer;
  private final TrainerFeed feed;
  private final Projections projections;
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(1, Page::thread);

  Page(
      StreamName stream,
      EvaluatorConfig settings,
      ReportStore reports,
      HoldoutThread holdout,
      Vitals vitals,
      ServiceChannels channels) {
    this.stream = stream.value();
    this.settings = settings;
    this.reports = reports;
    this.holdout = holdout;
    this.vitals = vitals;
    trainer = new TrainerClient(settings.trainer(), channels.to(settings.trainer().toString()));
    feed = new TrainerFeed(trainer, steady, state -> course.add(state, clock.millis()));
    projections = new Projections(holdout::state, trainer, steady);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "page");
    thread.setDaemon(true);
    return thread;
  }

  void start(@Observes StartupEvent event) {
    reports.watchNext(this::tellReport);
    every(STATE_MS, feed::turn);
    every(STATE_MS, this::tellState);
    every(PROD_MS, browsers::prod);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a turn lets nothing escape
  private void every(long pauseMs, Runnable turn) {
    executor.scheduleWithFixedDelay(
        () -> {
          try {
            turn.run();
          } catch (RuntimeException e) { // thrown, it would end the schedule in silence
            LOG.error("a turn of the page failed", e);
          }
        },
        0,
        pauseMs,
        TimeUnit.MILLISECONDS);
  }

  private void tellReport(Report report) {
    if (browsers.any()) {
      browsers.tell("report", ReportJson.full(report).encode());
    }
  }

  void stop(@Observes ShutdownEvent event) {
    executor.shutdownNow();
    feed.close();
    trainer.close();
  }

  private void tellState() {
    if (browsers.any()) {
      browsers.tell("state", state().encode());
    }
  }

  /** Tells the browser the state and the newest report, and from then on what comes. */
  boolean open(Browser browser) {
    if (!browsers.add(browser)) {
      return false;
    }
    browser.tell("state", state().encode());
    reports.newest().ifPresent(r -> browser.tell("report", ReportJson.full(r).encode()));
    return true;
  }

  void close(Browser browser) {
    browsers.remove(browser);
  }

  JsonObject state() {
    TrainerFeed.Link link = feed.link();
    return new JsonObject()
        .put("timeMs", clock.millis())
        .put("stream", stream)
        .put(
            "trainer",
            new JsonObject().put("reachable", link.reachable()).put("sentence", link.sentence()))
        .put("training", course.state().map(StateJson::training).orElse(null))
        .put("holdout", holdoutJson())
        .put("reports", reports.newest().map(Report::getNumber).orElse(0L))
        .put("reportStatus", reportStatus())
        .put("evaluatorStages", StateJson.stages(vitals.stages()));
  }

  private JsonObject reportStatus() {
    return ReportStatusJson.of(
        reports.newest(),
        course.state(),
        ReportFailures.of(vitals.reports(), vitals.trainer()),
        new ReportStatusJson.Pace(settings.interval(), settings.share()),
        clock.millis());
  }

  private JsonObject holdoutJson() {
    int pairs =
        holdout.state() instanceof HoldoutState.Reading reading ? reading.view().count() : 0;
    return new JsonObject()
        .put("pairs", pairs)
        .put("minimumPairs", settings.minimum())
        .put("windowPairs", settings.window());
  }

  /** The course of the present run and its reports. */
  JsonObject history(int most) {
    Optional<TrainerState> state = course.state();
    String run =
        state
            .map(TrainerState::getRunId)
            .or(() -> reports.newest().map(Report::getRunId))
            .orElse("");
    return new JsonObject()
        .put("run", run)
        .put("training", state.map(s -> HistoryJson.training(s, course.moments())).orElse(null))
        .put("reports", HistoryJson.reports(reports.list(settings.history()), run, most));
  }

  JsonObject curve() throws Unavailable {
    return CurveJson.of(newest());
  }

  /** The newest report in short. */
  JsonObject report() throws Unavailable {
    return ReportJson.full(newest());
  }

  private Report newest() throws Unavailable {
    return reports.newest().orElseThrow(() -> new Unavailable("there is no report yet"));
  }

  /** Blocks for a snapshot's transfer at most. */
  JsonObject projection(int member) throws Unavailable {
    return ProjectionJson.of(projections.of(member));
  }
}
