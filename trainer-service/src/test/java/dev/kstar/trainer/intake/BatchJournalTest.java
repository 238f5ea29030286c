package dev.kstar.trainer.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchJournalTest {
  private static final List<Part> FIRST = List.of(new Part(0, 0, 300, 256));
  private static final List<Part> SECOND =
      List.of(new Part(3, 1L << 40, (1L << 40) + 7, 7), new Part(0, 300, 301, 1));
  private static final List<Part> THIRD = List.of(new Part(1, 0, 2, 2));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void record() throws IOException {
    file = folder.resolve("batches");
    try (BatchJournal journal = BatchJournal.open(file, "run", 0)) {
      assertThat(journal.nextRecorded()).isEmpty();
      journal.append(FIRST);
      journal.append(SECOND);
      journal.force();
    }
  }

  @Test
  void open_makesAFileForItsUserAlone() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void whatWasRecordedBehindTheCheckpointComesAgain() throws IOException {
    assertThat(all(0)).containsExactly(FIRST, SECOND);
    assertThat(all(1)).containsExactly(SECOND);
  }

  @Test
  void recordingGoesOnBehindWhatCameAgain() throws IOException {
    try (BatchJournal journal = BatchJournal.open(file, "run", 1)) {
      journal.nextRecorded();
      journal.nextRecorded();
      journal.append(THIRD);
    }
    assertThat(all(0)).containsExactly(FIRST, SECOND, THIRD);
  }

  @Test
  void whatTheLogCanNoLongerGiveIsForgotten() throws IOException {
    try (BatchJournal journal = BatchJournal.open(file, "run", 1)) {
      journal.forgetRecorded();
      assertThat(journal.nextRecorded()).isEmpty();
      journal.append(THIRD);
    }
    assertThat(all(0)).containsExactly(FIRST, THIRD);
  }

  @Test
  void anEntryTornAtAnyLengthIsCutOff() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    int second = whole.length - JournalFormat.entry(SECOND).remaining();
    for (int length = second; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      try (BatchJournal journal = BatchJournal.open(file, "run", 1)) {
        assertThat(journal.nextRecorded()).isEmpty();
        journal.append(THIRD);
      }
      assertThat(all(0)).containsExactly(FIRST, THIRD);
    }
  }

  @Test
  void aBitThatChangesInAnEntryEndsTheRecordBeforeIt() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    int second = whole.length - JournalFormat.entry(SECOND).remaining();
    for (int bit = second * 8; bit < whole.length * 8; bit++) {
      byte[] changed = whole.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, changed);
      assertThat(all(0)).containsExactly(FIRST);
    }
  }

  @Test
  void aRecordThatLacksWhatTheCheckpointHasIsRefused() {
    assertThatThrownBy(() -> BatchJournal.open(file, "run", 3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(file + " must hold the 3 batches behind the checkpoint but holds 2");
  }

  @Test
  void anotherRunsRecordIsRefused() {
    assertThatThrownBy(() -> BatchJournal.open(file, "nur", 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(file + " must be the record of batches of run nur but is not");
  }

  @Test
  void readAgainItEndsWhereItIsTold() throws IOException {
    try (RecordedBatches recorded = RecordedBatches.open(file, "run", 1)) {
      assertThat(recorded.nextRecorded()).contains(FIRST);
      assertThat(recorded.nextRecorded()).isEmpty();
    }
  }

  private List<List<Part>> all(long behind) throws IOException {
    List<List<Part>> all = new ArrayList<>();
    try (BatchJournal journal = BatchJournal.open(file, "run", behind)) {
      for (Optional<List<Part>> next = journal.nextRecorded();
          next.isPresent();
          next = journal.nextRecorded()) {
        all.add(next.get());
      }
    }
    return all;
  }
}
