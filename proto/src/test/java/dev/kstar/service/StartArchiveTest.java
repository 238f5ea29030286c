package dev.kstar.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartArchiveTest {
  @TempDir Path folder;

  private StartArchive archive;

  @BeforeEach
  void packaged() {
    archive = new StartArchive(folder.resolve("app"), "dev.kstar.Main", folder.resolve("archives"));
  }

  @Test
  void withoutAnArchiveTheServiceStartsAsItIs() {
    assertThat(archive.arguments(Optional.empty()))
        .containsExactly("-jar", folder.resolve("app/quarkus-run.jar").toString());
  }

  @Test
  void whoeverRecordsRunsFromTheClassPathThatTheArchiveIsFor() throws IOException {
    Path recording = archive.recording().orElseThrow();
    assertThat(archive.arguments(Optional.of(recording)))
        .contains("-XX:ArchiveClassesAtExit=" + recording)
        .endsWith("dev.kstar.Main");
  }

  @Test
  void arguments_byClassPath_openWhatTheRunnerOpens() throws IOException {
    runner("java.base/java.lang java.base/java.nio");

    assertThat(archive.arguments(Optional.of(archive.recording().orElseThrow())))
        .contains(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED");
  }

  @Test
  void arguments_byJar_leaveThatToTheRunner() throws IOException {
    runner("java.base/java.lang");

    assertThat(archive.arguments(Optional.empty()))
        .noneMatch(flag -> flag.startsWith("--add-opens"));
  }

  private void runner(String opens) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Add-Opens", opens);
    Files.createDirectories(folder.resolve("app"));
    Path jar = folder.resolve("app/quarkus-run.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
  }

  @Test
  void whatWasRecordedIsUsedFromThenOn() throws IOException {
    archive.keep(recorded(), 143);
    assertThat(archive.recording()).isEmpty();
    assertThat(archive.arguments(Optional.empty()))
        .anyMatch(flag -> flag.startsWith("-XX:SharedArchiveFile=" + folder.resolve("archives")));
  }

  @Test
  void whatAKilledProcessHasLeftIsDropped() throws IOException {
    Path recording = recorded();
    archive.keep(recording, 137);
    assertThat(recording).doesNotExist();
    assertThat(archive.recording()).isPresent();
  }

  @Test
  void whatNobodyHasKeptIsRemovedByTheNext() throws IOException {
    Path left = recorded();
    archive.recording();
    assertThat(left).doesNotExist();
  }

  @Test
  void theArchiveOfAnotherBuildIsReplaced() throws IOException {
    archive.keep(recorded(), 0);
    Path built = folder.resolve("app/quarkus/quarkus-application.dat");
    Files.createDirectories(built.getParent());
    Files.writeString(built, "newer");
    archive.keep(recorded(), 0);
    try (var files = Files.list(folder.resolve("archives"))) {
      assertThat(files).hasSize(1);
    }
  }

  private Path recorded() throws IOException {
    return Files.writeString(archive.recording().orElseThrow(), "classes");
  }
}
