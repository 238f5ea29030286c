package dev.kstar.local.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ServiceSettingsTest {
  private static final Ports PORTS = new Ports(1, 2, 3, 4, 5);
  private static final Source LINEAR = new Source.Synthetic(Source.Link.LINEAR, 5, 20, 20, 0);

  @Test
  void syntheticPairsAreDescribedToIngest() {
    assertThat(of(new Source.Synthetic(Source.Link.NONLINEAR, 3, 8, 9, 0)).ingest())
        .containsEntry("kstar.ingest.source", "synthetic")
        .containsEntry("kstar.ingest.link", "nonlinear")
        .containsEntry("kstar.ingest.k-star", "3")
        .containsEntry("kstar.ingest.dx", "8")
        .containsEntry("kstar.ingest.dy", "9")
        .containsEntry("kstar.ingest.seed", "7")
        .containsEntry("kstar.ingest.holdout-fraction", "0.05")
        .containsEntry("quarkus.http.port", "3")
        .containsEntry("kafka.bootstrap.servers", "127.0.0.1:1");
  }

  @Test
  void filesBecomeAbsoluteAndKeepTheirCommas() {
    Source files =
        new Source.Files(
            Source.Format.NPY,
            Source.Piece.all(Path.of("x.npy")),
            Source.Piece.all(Path.of("/data/y.npy")),
            List.of(
                new Source.Labels("", Source.Piece.all(Path.of("/data/a,b.npy"))),
                new Source.Labels("fine", Source.Piece.all(Path.of("/data/c.npy")))),
            Source.Scaling.Z_SCORE,
            "");

    assertThat(of(files).ingest())
        .containsEntry("kstar.ingest.source", "npy")
        .containsEntry("kstar.ingest.x", Path.of("x.npy").toAbsolutePath().toString())
        .containsEntry("kstar.ingest.y", "/data/y.npy")
        .containsEntry("kstar.ingest.standardise", "z-score")
        .containsEntry("kstar.ingest.labels", "/data/a\\,b.npy,fine=/data/c.npy")
        .doesNotContainKey("kstar.ingest.k-star");
  }

  private static Source.Piece piece(String file, String selection) {
    return new Source.Piece(Path.of(file), selection);
  }

  @Test
  void whatIsChosenOfAFileStandsBehindItsName() {
    Source files =
        new Source.Files(
            Source.Format.H5AD,
            piece("/d/a.h5ad", "X"),
            piece("/d/a.h5ad", "obsm/protein"),
            List.of(new Source.Labels("", piece("/d/a.h5ad", "cell_type"))),
            Source.Scaling.NONE,
            "tab");

    assertThat(of(files).ingest())
        .containsEntry("kstar.ingest.source", "h5ad")
        .containsEntry("kstar.ingest.x", "/d/a.h5ad#X")
        .containsEntry("kstar.ingest.y", "/d/a.h5ad#obsm/protein")
        .containsEntry("kstar.ingest.labels", "/d/a.h5ad#cell_type")
        .containsEntry("kstar.ingest.csv.delimiter", "tab");
  }

  @Test
  void headerAndPathsWithBackslashes_reachIngest() {
    Source files =
        new Source.Files(
            Source.Format.CSV,
            piece("/d/x.csv", ""),
            piece("/d/y.csv", ""),
            List.of(new Source.Labels("", piece("/d/a\\b,c.csv", ""))),
            Source.Scaling.NONE,
            "space",
            Source.Header.YES,
            0);

    assertThat(of(files).ingest())
        .containsEntry("kstar.ingest.labels", "/d/a\\\\b\\,c.csv")
        .containsEntry("kstar.ingest.csv.delimiter", "space")
        .containsEntry("kstar.ingest.csv.header", "yes");
  }

  @Test
  void pushedPairsAreDescribedToIngest() {
    ServiceSettings settings = of(new Source.Push(3, 2, List.of("a", "b")));
    assertThat(settings.ingest())
        .containsEntry("kstar.ingest.source", "push")
        .containsEntry("kstar.ingest.dx", "3")
        .containsEntry("kstar.ingest.dy", "2")
        .containsEntry("kstar.ingest.push.labels", "a,b");
    assertThat(settings.evaluator()).containsEntry("kstar.evaluator.minimum", "50");
  }

  @Test
  void widePushedPairs_raiseTheLargestMessage() {
    String setting = "quarkus.grpc.server.max-inbound-message-size";

    assertThat(of(new Source.Push(768, 768, List.of())).ingest()).doesNotContainKey(setting);
    assertThat(of(new Source.Push(4_000, 4_000, List.of())).ingest())
        .containsEntry(setting, String.valueOf(256 * 32_000 + (256 << 10)));
    assertThat(of(new Source.Push(4_000_000, 4_000_000, List.of())).ingest())
        .containsEntry(setting, String.valueOf(32_000_000 + (256 << 10)));
  }

  @Test
  void aScheduleIsHandedOn() {
    Source source = new Source.Synthetic(Source.Link.LINEAR, 5, 20, 20, 0, "9:k=2");
    assertThat(of(source).ingest()).containsEntry("kstar.ingest.synthetic.schedule", "9:k=2");
  }

  @Test
  void theModelIsDescribedToTheTrainer() {
    assertThat(of(new Source.Synthetic(Source.Link.LINEAR, 5, 20, 20, 0)).trainer())
        .containsEntry("kstar.model.dimensions", "5,20")
        .containsEntry("kstar.model.replicas", "2")
        .containsEntry("kstar.model.hidden", "50,40")
        .containsEntry("kstar.model.seed", "7")
        .containsEntry("kstar.batch.size", "256")
        .containsEntry("kstar.optimizer.learning-rate", "0.001")
        .containsEntry("kstar.optimizer.temperature-multiplier", "4")
        .containsEntry("kstar.training.max-steps", "300")
        .containsEntry("quarkus.http.port", "4");
  }

  @Test
  void theTemperatureLearnsSlowerOnFiles() {
    Source files =
        new Source.Files(
            Source.Format.CSV, piece("x", ""), piece("y", ""), List.of(), Source.Scaling.NONE, "");

    assertThat(of(files).trainer()).containsEntry("kstar.optimizer.temperature-multiplier", "2");
  }

  @Test
  void theEvaluatorAsksTheTrainer() {
    assertThat(of(new Source.Synthetic(Source.Link.LINEAR, 5, 20, 20, 0)).evaluator())
        .containsEntry("kstar.evaluator.trainer", "127.0.0.1:4")
        .containsEntry("quarkus.http.port", "5");
  }

  @Test
  void aTrainingThatIsToEndIsReportedOnMoreOften() {
    assertThat(of(LINEAR, OptionalLong.of(300)).evaluator())
        .containsEntry("kstar.evaluator.share", "0.25");
    assertThat(of(LINEAR, OptionalLong.empty()).evaluator())
        .doesNotContainKey("kstar.evaluator.share");
  }

  private static ServiceSettings of(Source source) {
    return of(source, OptionalLong.of(300));
  }

  private static ServiceSettings of(Source source, OptionalLong steps) {
    Job job = new Job(source, 0.05, List.of(5, 20), 2, List.of(50, 40), 256, 1e-3, 7, steps);
    return new ServiceSettings(
        job, PORTS, Path.of("/data/checkpoints"), Path.of("/data/snapshots"));
  }
}
