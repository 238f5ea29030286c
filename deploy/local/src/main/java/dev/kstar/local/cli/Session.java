package dev.kstar.local.cli;

import dev.kstar.local.broker.LogSize;
import dev.kstar.local.client.Feed;
import dev.kstar.local.deadletter.NewestLetter;
import dev.kstar.local.job.Finding;
import dev.kstar.local.job.Job;
import dev.kstar.local.job.Source;
import dev.kstar.local.process.DataFolder;
import dev.kstar.local.process.Installation;
import dev.kstar.local.process.LocalSystem;
import dev.kstar.local.process.Running;
import dev.kstar.local.process.SystemFailure;
import dev.kstar.local.view.LiveView;
import dev.kstar.local.view.ReportLine;
import dev.kstar.local.view.ReportView;
import dev.kstar.local.view.ResultView;
import dev.kstar.local.view.Screen;
import dev.kstar.local.view.Words;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.SourceState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of the whole system: starts it, watches it until its aim is reached or it is stopped, and
 * stops it. Whatever happens, nothing that was started is left.
 */
final class Session {
  /** The launcher's process id, in {@code running.properties}. */
  static final String PID = "launcher.pid";

  private static final Duration PAUSE = Duration.ofMillis(250);

  /** How often the evaluator is asked why it makes no report. */
  private static final int TURNS_A_QUESTION = 8;

  private static final String DEAD_LETTERS = "kstar.dead-letters";

  private final Installation installation;
  private final Terminal terminal;
  private final Job job;
  private final Optional<DataFolder> data;
  private final Optional<LogSize> size;
  private final Screen screen;
  private final Observation observation;
  private final Aim aim;
  private final long start = System.nanoTime();
  private int turns;

  Session(
      Installation installation,
      Terminal terminal,
      Job job,
      Aim aim,
      Optional<DataFolder> data,
      Optional<LogSize> size,
      boolean plain) {
    this.installation = installation;
    this.terminal = terminal;
    this.job = job;
    this.aim = aim;
    this.data = data;
    this.size = size;
    this.screen = terminal.screen(plain);
    this.observation = new Observation(aim);
  }

  /** Blocks until the end; the process's exit code. */
  int run() {
    Optional<Running> claim = Running.claim(installation.state());
    if (claim.isEmpty()) {
      terminal.err().println(alreadyRunning());
      return CommandLines.FAILED;
    }
    try (Running running = claim.get();
        LocalSystem system = new LocalSystem(installation, data, size)) {
      Thread stop = new Thread(() -> stopped(system, running), "stop");
      Runtime.getRuntime().addShutdownHook(stop);
      int code = watched(system, running);
      unhook(stop);
      return code;
    }
  }

  private int watched(LocalSystem system, Running running) {
    try {
      running.say(
          Map.of(
              PID,
              String.valueOf(ProcessHandle.current().pid()),
              "logs",
              system.folder().toString()));
      system.start(job, screen::status);
      running.say(about(system));
      Ending ending = watch(system, running);
      screen.close();
      return end(ending);
    } catch (RuntimeException e) {
      screen.close();
      if (system.stopping()) {
        return CommandLines.FAILED; // what fails now fails because everything is being stopped
      }
      if (!(e instanceof SystemFailure)) {
        throw e;
      }
      terminal.err().println(e.getMessage());
      return CommandLines.FAILED;
    }
  }

  private Ending watch(LocalSystem system, Running running) {
    if (!screen.terminal()) {
      screen.say("running; logs in " + system.folder());
      screen.say(page(system));
      pushAddress(system).ifPresent(screen::say);
    }
    String broker = "127.0.0.1:" + system.ports().broker();
    TroubleLines troubles = new TroubleLines(() -> NewestLetter.reason(broker, DEAD_LETTERS));
    try (Feed feed = new Feed(system.ports())) {
      while (true) {
        system.check().forEach(screen::note);
        running.say(about(system)); // a process that was started again has another id
        observe(feed, system, troubles);
        screen.draw(LiveView.lines(observation.live(title(), now(), footer(system)), screen.ink()));
        Optional<Ending> ending = observation.ending(now());
        if (ending.isPresent()) {
          return ending.get();
        }
        pause();
      }
    }
  }

  private void observe(Feed feed, LocalSystem system, TroubleLines troubles) {
    feed.state()
        .ifPresent(
            state -> {
              observation.trainer(state, now());
              troubles.trainer(state);
            });
    feed.source()
        .ifPresent(
            state -> {
              source(state);
              troubles.source(state);
            });
    if (turns++ % TURNS_A_QUESTION == 0) {
      troubles.reports(feed.reportFailure());
    }
    troubles.take().forEach(line -> screen.note(Words.of(now()) + " " + line));
    for (Report report : feed.reports()) {
      if (!observation.report(report)) {
        continue;
      }
      system.reported();
      if (!screen.terminal()) {
        screen.note(ReportLine.of(now(), report, observation.trainer()));
      }
    }
  }

  private void source(SourceState state) {
    if (observation.source(state)) {
      state.getStream().getSourceNotesList().forEach(note -> screen.note("note: " + note));
    }
  }

  private int end(Ending ending) {
    if (ending instanceof Ending.Found found) {
      result("k* = %d is found.".formatted(found.kStar()), found.report());
      observation
          .report()
          .map(ReportView::conclusion)
          .ifPresent(lines -> lines.forEach(screen::say));
      return 0;
    }
    if (ending instanceof Ending.LimitReached limit) {
      result(notFound(limit), limit.report());
      observation
          .report()
          .map(ReportView::conclusion)
          .ifPresent(lines -> lines.forEach(screen::say));
      return limit.aim().asked() ? 0 : CommandLines.FAILED;
    }
    terminal.err().println(((Ending.Failed) ending).reason());
    return CommandLines.FAILED;
  }

  private static String notFound(Ending.LimitReached limit) {
    return "k* = %d is not found%s at step %,d, the %s: %s."
        .formatted(
            limit.aim().kStar(),
            limit.aim().asked() ? " (yet)" : "",
            limit.report().getStep(),
            limit.aim().asked() ? "limit asked for" : "last of the paper's protocol",
            limit.missing());
  }

  private void result(String verdict, MemberReport member) {
    double seconds = observation.trainingSeconds(member.getStep());
    ResultView.lines(verdict, job, member, now(), seconds).forEach(screen::say);
  }

  /** In the shutdown hook: Ctrl-C, a closed terminal, {@code ./kstar stop}. */
  private void stopped(LocalSystem system, Running running) {
    screen.close();
    if (!system.stopping()) {
      screen.say("stopping");
    }
    system.close();
    running.close();
    screen.say("stopped");
  }

  static void unhook(Thread stop) {
    try {
      Runtime.getRuntime().removeShutdownHook(stop);
    } catch (IllegalStateException e) {
      // the hook runs already and does the rest
    }
  }

  private String alreadyRunning() {
    String who = Running.find(installation.state()).map(Session::process).orElse("just starting");
    return "a Kstar system is running already (%s); ./kstar stop stops it".formatted(who);
  }

  private static String process(Map<String, String> about) {
    String logs = about.get("logs");
    return "process %s, %s"
        .formatted(about.get(PID), logs == null ? "just starting" : "logs in " + logs);
  }

  private Map<String, String> about(LocalSystem system) {
    Map<String, String> about = new LinkedHashMap<>(system.description());
    about.put(PID, String.valueOf(ProcessHandle.current().pid()));
    about.put("source", Words.of(job.source()));
    return about;
  }

  private String title() {
    return "%s, %s".formatted(Words.of(job.source()), Words.models(job));
  }

  private static String page(LocalSystem system) {
    return "page http://127.0.0.1:%d/".formatted(system.ports().evaluator());
  }

  private List<String> footer(LocalSystem system) {
    String logs = "logs in .kstar/" + system.folder().getFileName();
    if (aim instanceof Aim.Find find) {
      return List.of(
          (job.population()
                  ? "ends when k* = %d is told: %d of %d reports"
                  : "ends at top-0.5%% ≥ 0.99 and both dimensions in %d ± 0.5: %d of %d reports")
              .formatted(find.kStar(), observation.inRange(), Finding.REPORTS),
          page(system),
          logs + ", Ctrl-C stops everything");
    }
    List<String> lines = new ArrayList<>();
    pushAddress(system).ifPresent(lines::add);
    lines.add(page(system));
    lines.add(
        "trainer 127.0.0.1:%d, evaluator 127.0.0.1:%d, broker 127.0.0.1:%d"
            .formatted(
                system.ports().trainer(), system.ports().evaluator(), system.ports().broker()));
    lines.add(logs + ", Ctrl-C or ./kstar stop stops everything");
    return lines;
  }

  private Optional<String> pushAddress(LocalSystem system) {
    return job.source() instanceof Source.Push
        ? Optional.of(
            "push pairs to 127.0.0.1:%d (gRPC kstar.v1.Ingest/Push)"
                .formatted(system.ports().ingest()))
        : Optional.empty();
  }

  private Duration now() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SystemFailure("interrupted");
    }
  }
}
