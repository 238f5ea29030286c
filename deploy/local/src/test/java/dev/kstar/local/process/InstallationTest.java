package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.local.broker.LogSize;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationTest {
  private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

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

  private List<String> command(String name, Lifetime lifetime) {
    return installation.service(name, Map.of(), Optional.empty(), lifetime);
  }
}
