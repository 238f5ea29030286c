package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstallationTest {
  private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

  private final Installation installation =
      new Installation(Path.of("home"), Path.of("state"), "cp");

  @Test
  void theEvaluatorTakesWhatTrainingLeaves() {
    assertThat(command("evaluator", Lifetime.RUN)).startsWith("nice", "-n", "10");
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
