package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndDiagnosisTest {
  @TempDir private Path folder;

  private String cause(boolean kept, String... lines) {
    return new EndDiagnosis(List.of(folder.resolve("gone")), kept)
        .cause(List.of(lines))
        .orElse("none");
  }

  @Nested
  class Cause {
    @Test
    void fullDisk_isNamedWithItsSpace() {
      assertThat(
              cause(
                  true,
                  "ERROR Error while writing to checkpoint file (o.a.k.LogDirFailureChannel)",
                  "java.io.IOException: No space left on device",
                  "\tat java.base/sun.nio.ch.FileDispatcherImpl.write0(Native Method)"))
          .startsWith("the disk that holds %s is full (".formatted(folder.resolve("gone")))
          .contains(" free of ")
          .endsWith("): free space and start again; nothing that was acknowledged is lost");
    }

    @Test
    void fullDisk_withoutDataFolder_promisesNothing() {
      assertThat(cause(false, "java.io.IOException: Disk quota exceeded"))
          .endsWith("free space and start again");
    }

    @Test
    void tooManyFiles_namesTheLimit() {
      assertThat(cause(true, "java.nio.file.FileSystemException: /x: Too many open files"))
          .isEqualTo(
              "it has too many open files: raise the limit, for example with ulimit -n 4096");
    }

    @Test
    void damagedLog_namesTheFolder() {
      assertThat(
              cause(
                  true, "org.apache.kafka.common.errors.CorruptRecordException: Record is corrupt"))
          .startsWith("the log in %s is damaged".formatted(folder.resolve("gone")));
    }

    @Test
    void otherWords_areNoCause() {
      assertThat(cause(true, "INFO started", "")).isEqualTo("none");
    }
  }

  @Nested
  class Readable {
    @Test
    void stackTraces_areLeftOut() {
      assertThat(
              EndDiagnosis.readable(
                  List.of(
                      "broker: cannot start",
                      "java.lang.IllegalStateException: no room",
                      "\tat kafka.server.KafkaRaftServer.startup(KafkaRaftServer.scala:96)",
                      "\tat java.base/java.lang.Thread.run(Thread.java:840)",
                      "Caused by: java.io.IOException: broken",
                      "\t... 11 more",
                      "java.lang.NullPointerException")))
          .containsExactly("broker: cannot start", "no room", "broken");
    }

    @Test
    void wordsThatOnlyLookAlike_stay() {
      assertThat(EndDiagnosis.readable(List.of("  at row 3 (x.csv)", "x at y")))
          .containsExactly("  at row 3 (x.csv)", "x at y");
    }
  }

  @Test
  void size_isWrittenAsPeopleDo() {
    assertThat(EndDiagnosis.size(0)).isEqualTo("0 bytes");
    assertThat(EndDiagnosis.size(999)).isEqualTo("999 bytes");
    assertThat(EndDiagnosis.size(1_048_576)).isEqualTo("1.0 MB");
    assertThat(EndDiagnosis.size(2_500_000_000_000L)).isEqualTo("2.5 TB");
  }
}
