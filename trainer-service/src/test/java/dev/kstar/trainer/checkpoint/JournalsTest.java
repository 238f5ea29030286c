package dev.kstar.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.trainer.config.ResultSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of batches of this run, of one with a kept snapshot, and of one with none. */
class JournalsTest {
  @TempDir private Path folder;
  private Path snapshots;

  @BeforeEach
  void files() throws IOException {
    snapshots = Files.createDirectory(folder.resolve("snapshots"));
    Files.createFile(snapshots.resolve("kept-m0-s600.safetensors"));
    for (String run : new String[] {"own", "kept", "ke"}) {
      Files.createFile(journal(run));
    }
    Files.createFile(folder.resolve("checkpoint-000000000042.kstar"));
  }

  private Path journal(String run) {
    return folder.resolve("batches-%s.kstar".formatted(run));
  }

  private void prune(Map<String, String> further) {
    Map<String, String> settings = new HashMap<>(further);
    settings.put("kstar.checkpoint.directory", folder.toString());
    Journals.prune(new Lineage(ResultSettings.config(settings), Optional.empty(), "own"));
  }

  @Test
  void onlyWhatNoRunAndNoKeptSnapshotNeedsIsRemoved() {
    prune(Map.of("kstar.batch.order", "arrival", "kstar.snapshot.directory", snapshots.toString()));
    assertThat(journal("own")).exists();
    assertThat(journal("kept")).exists();
    assertThat(journal("ke")).doesNotExist();
    assertThat(folder.resolve("checkpoint-000000000042.kstar")).exists();
  }

  @Test
  void withoutAFolderOfSnapshotsNothingIsRemoved() {
    prune(Map.of("kstar.batch.order", "arrival"));
    assertThat(journal("ke")).exists();
  }
}
