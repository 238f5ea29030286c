package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.local.broker.LogSize;
import dev.kstar.local.job.Job;
import dev.kstar.local.job.Ports;
import dev.kstar.local.job.ServiceSettings;
import dev.kstar.local.job.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationTest {
  private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

  private static final Pattern SECRET =
      Pattern.compile("token|password|secret|jaas|security|credential", Pattern.CASE_INSENSITIVE);

  private final Installation installation =
      new Installation(Path.of("home"), Path.of("state"), "cp");

  @Test
  void service_ofAnyName_startsAtTheUsersPriority() {
    assertThat(command("evaluator", Lifetime.RUN)).doesNotContain("nice");
  }

  @Test
  void evaluator_ofALongRun_isLoweredLater() {
    assertThat(Lifetime.RUN.lowersEvaluator()).isTrue();
    assertThat(Lifetime.KEPT.lowersEvaluator()).isTrue();
    assertThat(Lifetime.MINUTES.lowersEvaluator()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingest", "trainer", "evaluator", "broker", "replay"})
  void everyProcess_whateverTheLocale_speaksEnglish(String name) {
    List<String> command =
        switch (name) {
          case "broker" -> installation.broker(1, 2, Path.of("data"), LogSize.LEAST, Lifetime.KEPT);
          case "replay" -> installation.replay("localhost:1", List.of());
          default -> command(name, Lifetime.KEPT);
        };

    assertThat(command).contains("-Duser.language=en", "-Duser.country=", "-Dfile.encoding=UTF-8");
  }

  @Test
  void theReportOfAShortRunIsWaitedFor() {
    assertThat(command("evaluator", Lifetime.MINUTES)).doesNotContain("nice", FIRST_COMPILER);
  }

  @Test
  void trainerAndIngestRunAtTheUsersPriority() {
    assertThat(command("trainer", Lifetime.RUN)).doesNotContain("nice");
    assertThat(command("ingest", Lifetime.RUN)).doesNotContain("nice");
  }

  @Test
  void onlyWhatLivesForMinutesDoesWithoutTheSecondCompiler() {
    assertThat(command("trainer", Lifetime.MINUTES)).contains(FIRST_COMPILER);
    assertThat(command("trainer", Lifetime.RUN)).doesNotContain(FIRST_COMPILER);
    assertThat(command("trainer", Lifetime.KEPT)).doesNotContain(FIRST_COMPILER);
  }

  @Test
  void nativeLibraries_withoutAHome_stayOutOfTheTemporaryFolder() {
    assertThat(installation.nativeLibraries(Path.of("/nonexistent")))
        .containsExactly("-DDJL_CACHE_DIR=" + Path.of("state", "djl"));
    assertThat(installation.nativeLibraries(Path.of(System.getProperty("java.io.tmpdir"))))
        .isEmpty();
  }

  /** Others can read the command lines of all processes. */
  @Test
  void everyProcess_ofAnyLifetime_showsNoSecret() {
    Job job =
        new Job(
            new Source.Push(2, 2, List.of()),
            0.05,
            List.of(4),
            1,
            List.of(16),
            64,
            0.001,
            1,
            OptionalLong.empty());
    ServiceSettings settings =
        new ServiceSettings(job, new Ports(1, 2, 3, 4, 5), Path.of("c"), Path.of("s"));

    assertThat(Stream.of(settings.ingest(), settings.trainer(), settings.evaluator()))
        .allSatisfy(
            of ->
                assertThat(installation.service("ingest", 0, of, Optional.empty(), Lifetime.KEPT))
                    .noneMatch(SECRET.asPredicate()));
    assertThat(installation.broker(1, 2, Path.of("data"), LogSize.LEAST, Lifetime.KEPT))
        .noneMatch(SECRET.asPredicate());
  }

  private List<String> command(String name, Lifetime lifetime) {
    return installation.service(name, 0, Map.of(), Optional.empty(), lifetime);
  }
}
