package dev.kstar.ingest.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.TestSettings;
import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCheckTest {
  @TempDir Path directory;

  @Test
  void theDefaultsAreTheLinearExampleWithFiveSharedCoordinates() {
    assertThat(TestSettings.of().checked().source())
        .isEqualTo(new SourceSettings.Synthetic(Link.LINEAR, 5, 20, 20, 0, 1));
  }

  @Test
  void everyMistakeOfSyntheticPairsIsReportedTogether() {
    TestSettings settings =
        TestSettings.of(
            "ingest.link", "nonlinear",
            "ingest.noise", "0.5",
            "ingest.k-star", "30",
            "ingest.dy", "10");
    assertThatThrownBy(settings::checked)
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            """
            kstar.ingest.k-star must be at most kstar.ingest.dx = 20 but was 30
            kstar.ingest.k-star must be at most kstar.ingest.dy = 10 but was 30
            kstar.ingest.noise must be 0 when kstar.ingest.link is nonlinear but was 0.5""");
  }

  @Test
  void everyMistakeOfFilesIsReportedTogether() throws IOException {
    Path y = Files.createFile(directory.resolve("y.csv"));
    Path gone = directory.resolve("gone.csv");
    TestSettings settings =
        TestSettings.of(
            "ingest.source", "csv", "ingest.y", y, "ingest.labels", "gone=" + y + "," + gone);
    assertThatThrownBy(settings::checked)
        .hasMessage(
            """
            kstar.ingest.x must name a file when kstar.ingest.source is csv but is not set
            kstar.ingest.labels must name a readable file but was %s
            kstar.ingest.labels must name each label once but "gone" stands there twice"""
                .formatted(gone));
  }

  @Test
  void aLabelWithoutANameIsCalledAfterItsFile() throws IOException {
    Path file = Files.createFile(directory.resolve("digit.csv.gz"));
    Path other = Files.createFile(directory.resolve("other.npy"));
    TestSettings settings =
        TestSettings.of(
            "ingest.source",
            "npy",
            "ingest.x",
            file,
            "ingest.y",
            file,
            "ingest.labels",
            file + ",fine=" + other);
    SourceSettings.Npy npy = (SourceSettings.Npy) settings.checked().source();
    assertThat(npy.files().labels()).containsEntry("digit", file).containsEntry("fine", other);
  }
}
