package dev.kstar.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a running system measures, against everything that asks for it. */
@Timeout(600)
@ExtendWith(PushedSystem.class)
class MetricsIT {
  private static final Path HOME = Path.of(System.getProperty("kstar.home", "../.."));
  private static final Pattern NAME = Pattern.compile("\\b(?:kstar|process|jvm)_[a-z0-9_]+\\b");

  /**
   * There only while there is something to tell: a number of dimensions that is earned, a drift.
   */
  private static final Set<String> AT_TIMES =
      Set.of("kstar_evaluator_shared_dimensions", "kstar_evaluator_alarm_since_step");

  @Test
  void alertsAndDashboardsAskForWhatThereIs(PushedSystem.Running running) throws Exception {
    Set<String> asked = new TreeSet<>();
    asked.addAll(names("deploy/compose/prometheus/alerts.yaml"));
    asked.addAll(names("deploy/compose/grafana/dashboards/kstar.json"));
    asked.removeAll(AT_TIMES);

    assertThat(asked).hasSizeGreaterThan(15);
    assertThat(measured(running)).containsAll(asked);
  }

  @Test
  void theManualNamesWhatThereIs(PushedSystem.Running running) throws Exception {
    Set<String> named = names("docs/operations.md");
    named.removeAll(AT_TIMES);

    assertThat(named).hasSizeGreaterThan(30);
    assertThat(measured(running)).containsAll(named);
  }

  @Test
  void nothingIsMeasuredThatTheManualKeepsQuietAbout(PushedSystem.Running running)
      throws Exception {
    Set<String> own =
        measured(running).stream()
            .filter(name -> name.startsWith("kstar_"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(names("docs/operations.md")).containsAll(own);
  }

  private static Set<String> names(String file) throws IOException {
    return names(Files.readString(HOME.resolve(file)), NAME);
  }

  private static Set<String> names(String text, Pattern pattern) {
    return pattern
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names of all series of the three services. */
  private static Set<String> measured(PushedSystem.Running running) throws Exception {
    Set<String> names = new TreeSet<>();
    for (int port :
        List.of(running.ports().ingest(), running.ports().trainer(), running.ports().evaluator())) {
      series(port).map(line -> line.split("[ {]", 2)[0]).forEach(names::add);
    }
    return names;
  }

  private static Stream<String> series(int port) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:%d/q/metrics".formatted(port));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"));
  }
}
