package dev.kstar.local.job;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A job in the words of the three services: their {@code kstar.*} settings.
 *
 * @param checkpoints the trainer's folder of checkpoints
 * @param snapshots the trainer's folder of snapshots
 */
public record ServiceSettings(Job job, Ports ports, Path checkpoints, Path snapshots)
    implements SystemSettings {
  /** θ learns faster than the encoders: the method's factors for synthetic and for real data. */
  private static final int SYNTHETIC_TEMPERATURE_MULTIPLIER = 4;

  private static final int FILES_TEMPERATURE_MULTIPLIER = 2;

  /** A small file has few held-out pairs, and never gets more. */
  private static final int FILES_MINIMUM = 50;

  /**
   * Share of the time that reports may take of a training that is to end: it is short, and there to
   * be looked at, so it is slowed down a little more than one that goes on.
   */
  private static final double SHORT_TRAINING_SHARE = 0.25;

  private static final String LARGEST_MESSAGE = "quarkus.grpc.server.max-inbound-message-size";

  /** Ingest's own default, which clients have as well. */
  private static final long LEAST_MESSAGE_BYTES = 4 << 20;

  private static final long MOST_MESSAGE_BYTES = 16 << 20;
  private static final long MESSAGE_PAIRS = 256;

  /** Ids, labels and the bytes around them. */
  private static final long MESSAGE_REST = 256 << 10;

  @Override
  public Map<String, String> ingest() {
    Map<String, String> settings = common(ports.ingest());
    settings.put("kstar.ingest.seed", String.valueOf(job.seed()));
    settings.put("kstar.ingest.holdout-fraction", String.valueOf(job.holdout()));
    if (job.source() instanceof Source.Synthetic synthetic) {
      settings.put("kstar.ingest.source", "synthetic");
      settings.put("kstar.ingest.link", synthetic.link().toString());
      settings.put("kstar.ingest.k-star", String.valueOf(synthetic.kStar()));
      settings.put("kstar.ingest.dx", String.valueOf(synthetic.dx()));
      settings.put("kstar.ingest.dy", String.valueOf(synthetic.dy()));
      settings.put("kstar.ingest.noise", String.valueOf(synthetic.noise()));
      put(settings, "kstar.ingest.synthetic.schedule", synthetic.schedule());
    } else if (job.source() instanceof Source.Push push) {
      settings.put("kstar.ingest.source", "push");
      settings.put("kstar.ingest.dx", String.valueOf(push.dx()));
      settings.put("kstar.ingest.dy", String.valueOf(push.dy()));
      put(settings, "kstar.ingest.push.labels", String.join(",", push.labels()));
      if (largestMessage(push) > LEAST_MESSAGE_BYTES) {
        settings.put(LARGEST_MESSAGE, String.valueOf(largestMessage(push)));
      }
    } else if (job.source() instanceof Source.Files files) {
      settings.put("kstar.ingest.source", files.format().toString());
      settings.put("kstar.ingest.x", absolute(files.x()));
      settings.put("kstar.ingest.y", absolute(files.y()));
      settings.put("kstar.ingest.standardise", files.scaling().toString());
      put(settings, "kstar.ingest.labels", labels(files.labels()));
      put(settings, "kstar.ingest.csv.delimiter", files.delimiter());
      if (files.header() != Source.Header.AUTO) {
        settings.put("kstar.ingest.csv.header", files.header().toString());
      }
    }
    return settings;
  }

  private static void put(Map<String, String> settings, String key, String value) {
    if (!value.isEmpty()) {
      settings.put(key, value);
    }
  }

  @Override
  public Map<String, String> trainer() {
    Map<String, String> settings = common(ports.trainer());
    settings.put("kstar.model.dimensions", listed(job.dimensions()));
    settings.put("kstar.model.replicas", String.valueOf(job.replicas()));
    settings.put("kstar.model.hidden", hidden());
    settings.put("kstar.model.seed", String.valueOf(job.seed()));
    settings.put("kstar.batch.size", String.valueOf(job.batch()));
    settings.put("kstar.optimizer.learning-rate", String.valueOf(job.learningRate()));
    settings.put("kstar.optimizer.temperature-multiplier", String.valueOf(multiplier()));
    settings.put("kstar.checkpoint.directory", checkpoints.toAbsolutePath().toString());
    settings.put("kstar.snapshot.directory", snapshots.toAbsolutePath().toString());
    job.steps().ifPresent(steps -> settings.put("kstar.training.max-steps", String.valueOf(steps)));
    return settings;
  }

  @Override
  public Map<String, String> evaluator() {
    Map<String, String> settings = common(ports.evaluator());
    settings.put("kstar.evaluator.trainer", "127.0.0.1:" + ports.trainer());
    ResourceNeeds.windowOf(job)
        .ifPresent(pairs -> settings.put("kstar.evaluator.window", String.valueOf(pairs)));
    if (!(job.source() instanceof Source.Synthetic)) {
      settings.put("kstar.evaluator.minimum", String.valueOf(FILES_MINIMUM));
    }
    if (job.steps().isPresent()) {
      settings.put("kstar.evaluator.share", String.valueOf(SHORT_TRAINING_SHARE));
    }
    return settings;
  }

  @Override
  public ResourceNeeds needs() {
    return ResourceNeeds.of(job);
  }

  private String hidden() {
    return job.hidden().isEmpty() ? "none" : listed(job.hidden());
  }

  private static String listed(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private Map<String, String> common(int port) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("quarkus.http.port", String.valueOf(port));
    settings.put("kafka.bootstrap.servers", "127.0.0.1:" + ports.broker());
    return settings;
  }

  /** A batch of the usual size in one message, within bounds; at least one pair. */
  private static long largestMessage(Source.Push push) {
    long values = (long) Float.BYTES * push.dx() + (long) Float.BYTES * push.dy();
    long batch = Math.min(MOST_MESSAGE_BYTES, MESSAGE_PAIRS * values + MESSAGE_REST);
    long least = Math.max(LEAST_MESSAGE_BYTES, values + MESSAGE_REST);
    return Math.min(Integer.MAX_VALUE, Math.max(least, batch));
  }

  private int multiplier() {
    return job.source() instanceof Source.Synthetic
        ? SYNTHETIC_TEMPERATURE_MULTIPLIER
        : FILES_TEMPERATURE_MULTIPLIER;
  }

  /** A comma within a path is no separator, and a backslash within one is itself. */
  private static String labels(List<Source.Labels> labels) {
    return labels.stream()
        .map(label -> prefix(label.name()) + absolute(label.piece()))
        .map(label -> label.replace("\\", "\\\\").replace(",", "\\,"))
        .collect(Collectors.joining(","));
  }

  private static String prefix(String name) {
    return name.isEmpty() ? "" : name + "=";
  }

  /** The services run in a folder of their own. */
  private static String absolute(Source.Piece piece) {
    return piece.at(piece.file().toAbsolutePath().normalize().toString());
  }
}
