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
   * The evaluator looks at τ and the loss all the time, for the verdict, but makes no reports of
   * its own accord: it is asked for them.
   */
  private static final String INTERVAL = "PT24H";

  @Override
  public Map<String, String> ingest() {
    Map<String, String> settings = common(ports.ingest());
    settings.put("kstar.ingest.seed", String.valueOf(run.seed()));
    settings.put("kstar.ingest.holdout-fraction", String.valueOf(plan.fraction()));
    settings.put("kstar.ingest.limit", String.valueOf(plan.limit()));
    settings.put("kstar.ingest.max-lag", String.valueOf(Plan.maxLag(run.data())));
    if (run.data() instanceof Data.Endless endless) {
      synthetic(endless.kind(), settings);
    } else if (run.data() instanceof Data.Looped) {
      settings.put("kstar.ingest.source", Source.Format.NPY.toString());
      settings.put("kstar.ingest.x", absolute(Source.Piece.all(FixedPairs.x(folder))));
      settings.put("kstar.ingest.y", absolute(Source.Piece.all(FixedPairs.y(folder))));
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
    settings.put("kstar.model.initial-temperature", String.valueOf(models.temperature()));
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
    settings.put("kstar.evaluator.minimum", String.valueOf(plan.least()));
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
    settings.put("kstar.ingest.source", files.format().toString());
    settings.put("kstar.ingest.x", absolute(files.x()));
    settings.put("kstar.ingest.y", absolute(files.y()));
    settings.put("kstar.ingest.standardise", files.scaling().toString());
    if (!files.labels().isEmpty()) {
      settings.put(
          "kstar.ingest.labels",
          files.labels().stream()
              .map(label -> label.name() + "=" + absolute(label.piece()))
              .map(label -> label.replace("\\", "\\\\").replace(",", "\\,"))
              .collect(Collectors.joining(",")));
    }
  }

  /** The services run in a folder of their own. */
  private static String absolute(Source.Piece piece) {
    return piece.at(piece.file().toAbsolutePath().normalize().toString());
  }
}
