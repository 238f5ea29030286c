package dev.kstar.ingest.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.TestSettings;
import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigCheckTest {
  @TempDir Path directory;

  @Test
  void theDefaultsAreTheLinearExampleWithFiveSharedCoordinates() {
    assertThat(TestSettings.of().checked().source())
        .isEqualTo(new SourceSettings.Synthetic(Link.LINEAR, 5, 20, 20, 0, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "none, , 1e15",
    "centre, , 1e15",
    "z-score, , 1e6",
    "none, 0, 3.4028235e38",
    "z-score, 12.5, 12.5",
    "none, 1e300, 3.4028235e38"
  })
  void bound_followsFromTheSettings(String standardise, String setting, float largest) {
    TestSettings settings =
        setting == null
            ? TestSettings.of("ingest.standardise", standardise)
            : TestSettings.of("ingest.standardise", standardise, "ingest.max-magnitude", setting);

    assertThat(MagnitudeBound.of(settings.checked().ingest()).largest()).isEqualTo(largest);
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
            kstar.ingest.noise must be 0 when kstar.ingest.link is nonlinear but was 0.5\
            """);
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
            kstar.ingest.labels must name each label once but "gone" stands there twice\
            """
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
    SourceSettings.Tables npy = (SourceSettings.Tables) settings.checked().source();
    assertThat(npy.files().labels())
        .containsEntry("digit", Piece.all(file))
        .containsEntry("fine", Piece.all(other));
  }

  private static SourceSettings.Synthetic synthetic(String schedule) {
    return (SourceSettings.Synthetic)
        TestSettings.of("ingest.synthetic.schedule", schedule).checked().source();
  }

  @Test
  void aScheduleChangesWhatItNamesAndKeepsTheRest() {
    assertThat(synthetic("0:k=2; 200000:k=5,noise=0.3;300000:noise=0").schedule())
        .containsExactly(
            new SourceSettings.Stage(0, 2, 0),
            new SourceSettings.Stage(200_000, 5, 0.3),
            new SourceSettings.Stage(300_000, 5, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"5", "x:k=2", "0:", "0:k=0", "0:k=2;0:k=3", "9:k=2;5:k=3", "0:k=2,", "0:noise=-1"})
  void aScheduleThatIsNoneIsRefused(String schedule) {
    assertThatThrownBy(() -> synthetic(schedule))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("kstar.ingest.synthetic.schedule must");
  }

  @Test
  void aScheduleThatAsksForMoreThanThereIsIsRefused() {
    assertThatThrownBy(() -> synthetic("0:k=21"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(
            "kstar.ingest.synthetic.schedule must be at most kstar.ingest.dx = 20 but was 21");
  }

  @Test
  void aPartOfAFileIsChosenBehindItsName(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("a.h5ad"));
    SourceSettings.Tables tables =
        (SourceSettings.Tables)
            TestSettings.of(
                    "ingest.source",
                    "h5ad",
                    "ingest.x",
                    file + "#obsm/X_pca",
                    "ingest.y",
                    file,
                    "ingest.labels",
                    file + "#obs/cell_type")
                .checked()
                .source();
    assertThat(tables.files().x()).isEqualTo(new Piece(file, "obsm/X_pca"));
    assertThat(tables.files().labels())
        .containsExactly(Map.entry("cell_type", new Piece(file, "obs/cell_type")));
  }
}
