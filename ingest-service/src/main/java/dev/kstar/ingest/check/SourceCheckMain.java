package dev.kstar.ingest.check;

import dev.kstar.ingest.config.ConfigCheck;
import dev.kstar.ingest.config.IngestConfig;
import dev.kstar.ingest.config.Settings;
import dev.kstar.ingest.source.SourceFailure;
import dev.kstar.service.StartProblems;
import dev.kstar.service.StartTimeout;
import dev.kstar.service.StreamName;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Checks ingest's settings and files, and ends: a program of its own, so that a launcher can tell
 * what is wrong before it starts anything. It takes the settings as the service does and prints one
 * line for each thing it has found: {@value #PROBLEM} and a sentence, or a name and a number. It
 * looks at files for a short time only; of what would take longer it says nothing.
 */
public final class SourceCheckMain {
  /** Begins a line with what is wrong. */
  public static final String PROBLEM = "problem ";

  /** Begins the line with the values of x and y of a pair together. */
  public static final String VALUES = "values ";

  /** Begins the line with the rows of a pass. */
  public static final String ROWS = "rows ";

  /** Begins the line with the training pairs of a pass; missing when not every row was read. */
  public static final String TRAINING_PAIRS = "training-pairs ";

  private static final Duration LONGEST = Duration.ofSeconds(4);
  private static final Duration LAST_ROW = Duration.ofMillis(200);

  private SourceCheckMain() {}

  public static void main(String... args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    lines().forEach(out::println);
    // what still reads is given up; its temporary files have no name any more
    Runtime.getRuntime().halt(0);
  }

  private static List<String> lines() {
    try {
      return found(checked(settings()));
    } catch (TimeoutException e) {
      return List.of();
    } catch (ExecutionException e) {
      return problems(e.getCause());
    } catch (RuntimeException e) {
      return problems(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** Drawing ends by itself when the time is up; opening does not. */
  private static SourceSummary checked(Settings settings)
      throws InterruptedException, ExecutionException, TimeoutException {
    long start = System.nanoTime();
    FutureTask<SourceSummary> check =
        new FutureTask<>(
            () -> SourceCheck.of(settings, () -> System.nanoTime() - start < LONGEST.toNanos()));
    Thread thread = new Thread(check, "source-check");
    thread.setDaemon(true);
    thread.start();
    return check.get(LONGEST.plus(LAST_ROW).toMillis(), TimeUnit.MILLISECONDS);
  }

  private static List<String> found(SourceSummary summary) {
    List<String> lines = new ArrayList<>();
    lines.add(VALUES + summary.values());
    lines.add(ROWS + summary.rows());
    if (summary.complete()) {
      lines.add(TRAINING_PAIRS + summary.trainingPairs());
    }
    return lines;
  }

  /** An unexpected failure is left to the service, which will meet it as well. */
  private static List<String> problems(Throwable failure) {
    Optional<List<String>> known =
        failure instanceof SourceFailure
            ? Optional.of(failure.getMessage().lines().toList())
            : StartProblems.known(failure);
    if (known.isEmpty()) {
      failure.printStackTrace();
    }
    return known.orElse(List.of()).stream().map(sentence -> PROBLEM + sentence).toList();
  }

  private static Settings settings() {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultSources()
            .addDiscoveredConverters()
            .withMapping(StreamName.class)
            .withMapping(StartTimeout.class)
            .withMapping(IngestConfig.class)
            .build();
    return ConfigCheck.of(
        config.getConfigMapping(StreamName.class),
        config.getConfigMapping(StartTimeout.class),
        config.getConfigMapping(IngestConfig.class));
  }
}
