package dev.kstar.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.QuarkusBindException;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;
import java.net.BindException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartProblemsTest {
  private static final String RANGE =
      "SRCFG00039: The config property kstar.rate with the config value \"-1\" threw an Exception"
          + " whilst being converted must be a number of at least 0 but was \"-1\"";

  private static final String PLAIN =
      "SRCFG00039: The config property kstar.seed with the config value \"one\" threw an Exception"
          + " whilst being converted SRCFG00029: Expected a long value, got \"one\"";

  private static final String MISSING =
      "SRCFG00014: The config property kstar.x is required but it could not be found in any config"
          + " source";

  private static List<String> lines(String... messages) {
    Problem[] problems = Arrays.stream(messages).map(Problem::new).toArray(Problem[]::new);
    return StartProblems.of(new RuntimeException(new ConfigValidationException(problems)));
  }

  @Test
  void aRangeSaysWhatItExpects() {
    assertThat(lines(RANGE))
        .containsExactly("kstar.rate must be a number of at least 0 but was \"-1\"");
  }

  @Test
  void anotherConverterIsQuotedWithTheValue() {
    assertThat(lines(PLAIN))
        .containsExactly("kstar.seed cannot be \"one\": Expected a long value, got \"one\"");
  }

  @Test
  void aNameOfAnExceptionBeforeTheProblemIsLeftOut() {
    assertThat(lines("java.lang.IllegalArgumentException: " + RANGE))
        .containsExactly("kstar.rate must be a number of at least 0 but was \"-1\"");
  }

  @Test
  void aValueOfSeveralLinesIsUnderstood() {
    assertThat(lines(RANGE.replace("-1", "a\nb")).get(0)).startsWith("kstar.rate must be");
  }

  @Test
  void everyMistakeHasItsLineInOrder() {
    assertThat(lines(MISSING, RANGE, PLAIN))
        .hasSize(3)
        .first()
        .asString()
        .isEqualTo(
            "The config property kstar.x is required but it could not be found in any config"
                + " source");
  }

  @Test
  void aStartFailureIsSaidInItsOwnLines() {
    assertThat(StartProblems.of(new IllegalStateException(new StartFailure("one\ntwo"))))
        .containsExactly("one", "two");
  }

  @Test
  void aTakenPortIsNamed() {
    QuarkusBindException taken =
        new QuarkusBindException("127.0.0.1", 8101, new BindException("in use"));
    assertThat(StartProblems.of(taken))
        .containsExactly("port 8101 is taken by another process (setting quarkus.http.port)");
  }

  @Test
  void whatNobodyForesawKeepsItsStackTrace() {
    assertThat(StartProblems.of(new IllegalStateException("odd")))
        .singleElement()
        .asString()
        .contains("odd")
        .contains("StartProblemsTest");
  }
}
