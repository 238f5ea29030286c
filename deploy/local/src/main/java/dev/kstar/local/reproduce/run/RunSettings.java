package dev.kstar.local.reproduce.run;

import dev.kstar.local.job.Ports;
import dev.kstar.local.job.Source;
import dev.kstar.local.job.SystemSettings;
import dev.kstar.local.reproduce.experiment.Data;
import dev.kstar.local.reproduce.experiment.Models;
import dev.kstar.local.reproduce.experiment.Run;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A run in the words of the services.
 *
 * @param folder where the files of a looped source are
 */
record RunSettings(Run run, Plan plan, Path folder, Ports ports) implements SystemSettings {
  /**
   * Looks at τ and the loss, for the verdict. It does not evaluate before the last held-out pair is
   * there, which is shortly before the last step.
   */
  private static final String INTERVAL = "PT1S";

  @Override
  public Map<String, String> ingest() {
    Map<String, String> settings = common(ports.ingest());
    settings.put("kstar.ingest.seed", String.valueOf(run.seed()));
    settings.put("kstar.ingest.holdout-fraction", String.valueOf(plan.fraction()));
    settings.put("kstar.ingest.limit", String.valueOf(plan.limit()));
    settings.put("kstar.ingest.max-lag", String.valueOf(Plan.MAX_LAG));
    if (run.data() instanceof Data.Endless endless) {
      synthetic(endless.kind(), settings);
    } else if (run.data() instanceof Data.Looped) {
      files(FixedPairs.x(folder), FixedPairs.y(folder), Source.Format.NPY, settings);
    } else if (run.data() instanceof Data.Own own) {
      own(own.files(), settings);
    }
    return settings;
  }

  @Override
  public Map<String, String> trainer() {
    Models models = run.models();
    Map<String, String> settings = common(ports.trainer());
    settings.put(
        "kstar.model.dimensions",
        models.dimensions().stream().map(String::valueOf).collect(Collectors.joining(",")));
    settings.put("kstar.model.hidden", models.hiddenWords());
    settings.put("kstar.model.seed", String.valueOf(run.seed()));
    settings.put("kstar.normaliser.kind", models.normaliser().toString());
    settings.put("kstar.batch.size", String.valueOf(models.batch()));
    settings.put("kstar.optimizer.learning-rate", String.valueOf(models.learningRate()));
    settings.put(
        "kstar.optimizer.temperature-multiplier", String.valueOf(models.temperatureMultiplier()));
    settings.put("kstar.training.max-steps", String.valueOf(run.steps()));
    return settings;
  }

  @Override
  public Map<String, String> evaluator() {
    Map<String, String> settings = common(ports.evaluator());
    settings.put("kstar.evaluator.trainer", "127.0.0.1:" + ports.trainer());
    settings.put("kstar.evaluator.window", String.valueOf(plan.held()));
    settings.put("kstar.evaluator.minimum", String.valueOf(plan.held()));
    settings.put("kstar.evaluator.interval", INTERVAL);
    return settings;
  }

  private Map<String, String> common(int port) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("quarkus.http.port", String.valueOf(port));
    settings.put("kafka.bootstrap.servers", "127.0.0.1:" + ports.broker());
    return settings;
  }

  private static void synthetic(Source.Synthetic kind, Map<String, String> settings) {
    settings.put("kstar.ingest.source", "synthetic");
    settings.put("kstar.ingest.link", kind.link().toString());
    settings.put("kstar.ingest.k-star", String.valueOf(kind.kStar()));
    settings.put("kstar.ingest.dx", String.valueOf(kind.dx()));
    settings.put("kstar.ingest.dy", String.valueOf(kind.dy()));
    settings.put("kstar.ingest.noise", String.valueOf(kind.noise()));
  }

  private static void own(Source.Files files, Map<String, String> settings) {
    files(files.x().file(), files.y().file(), files.format(), settings);
    settings.put("kstar.ingest.standardise", files.scaling().toString());
    if (!files.labels().isEmpty()) {
      settings.put(
          "kstar.ingest.labels",
          files.labels().stream()
              .map(label -> label.name() + "=" + absolute(label.piece().file()).replace(",", "\\,"))
              .collect(Collectors.joining(",")));
    }
  }

  private static void files(Path x, Path y, Source.Format format, Map<String, String> settings) {
    settings.put("kstar.ingest.source", format.toString());
    settings.put("kstar.ingest.x", absolute(x));
    settings.put("kstar.ingest.y", absolute(y));
  }

  /** The services run in a folder of their own. */
  private static String absolute(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }
}
