package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FileCheckTest {
  @Test
  void foundNumbers_areRead() {
    FileCheck check = FileCheck.of(List.of("values 14", "rows 400", "training-pairs 309"));

    assertThat(check.problems()).isEmpty();
    assertThat(check.values()).hasValue(14);
    assertThat(check.rows()).hasValue(400);
    assertThat(check.trainingPairs()).hasValue(309);
  }

  @Test
  void problem_namesTheOption() {
    FileCheck check =
        FileCheck.of(List.of("problem kstar.ingest.csv.delimiter must be tab but was \"ab\""));

    assertThat(check.problems()).containsExactly("--delimiter must be tab but was \"ab\"");
  }

  @Test
  void noAnswer_findsNothing() {
    FileCheck check = FileCheck.of(List.of());

    assertThat(check.problems()).isEmpty();
    assertThat(check.values()).isEmpty();
    assertThat(check.rows()).isEmpty();
    assertThat(check.trainingPairs()).isEmpty();
  }
}
