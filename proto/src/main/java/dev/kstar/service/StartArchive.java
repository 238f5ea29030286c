package dev.kstar.service;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Makes a packaged service start faster by a class-data archive: Java maps the classes that an
 * earlier process had loaded instead of reading, checking and linking some 8,000 of them again. The
 * first process that is told to record leaves the archive behind when it ends in order; all later
 * ones use it. Java itself checks that it belongs to this Java and to these jars, and starts
 * without it otherwise.
 *
 * <p>Classes of Quarkus' own class loader cannot be archived, so the service then runs from a plain
 * class path.
 *
 * @param app the folder that holds quarkus-run.jar
 * @param mainClass of the service
 * @param folder where archives are kept; made when there is something to keep
 */
public record StartArchive(Path app, String mainClass, Path folder) {
  private static final String RUNNER = "quarkus-run.jar";
  private static final String RECORDING = ".recording-";

  /** Java's exit code after SIGTERM. */
  private static final int TERMINATED = 143;

  /** What was transformed at build time goes before what it was made of. */
  private static final List<String> JARS = List.of("quarkus", "app", "lib/boot", "lib/main");

  /** Java says on standard output what it cannot archive, class by class. */
  private static final List<String> SILENT = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");

  /**
   * What follows {@code java} and its flags.
   *
   * @param recording where to record, when nothing is recorded yet; empty to start as it is
   */
  public List<String> arguments(Optional<Path> recording) {
    Path archive = archive();
    if (Files.exists(archive)) {
      return plain("-XX:SharedArchiveFile=" + archive);
    }
    return recording
        .map(file -> plain("-XX:ArchiveClassesAtExit=" + file))
        .orElseGet(() -> List.of("-jar", app.resolve(RUNNER).toString()));
  }

  private List<String> plain(String archiveFlag) {
    String classPath =
        JARS.stream()
            .map(jars -> app.resolve(jars) + "/*")
            .reduce((one, next) -> one + File.pathSeparator + next)
            .orElseThrow();
    return Stream.of(SILENT.stream(), opens(), Stream.of(archiveFlag, "-cp", classPath, mainClass))
        .flatMap(flags -> flags)
        .toList();
  }

  /**
   * What the manifest of the runner opens to its code, which a start by class path does not read.
   */
  private Stream<String> opens() {
    try (JarFile runner = new JarFile(app.resolve(RUNNER).toFile())) {
      return flags(Optional.ofNullable(runner.getManifest()).map(Manifest::getMainAttributes));
    } catch (IOException e) {
      return Stream.empty(); // the start will say what is missing
    }
  }

  private static Stream<String> flags(Optional<Attributes> of) {
    return of.map(
            attributes ->
                Stream.concat(
                    flags("--add-opens=", attributes.getValue("Add-Opens")),
                    flags("--add-exports=", attributes.getValue("Add-Exports"))))
        .orElseGet(Stream::empty);
  }

  private static Stream<String> flags(String flag, String packages) {
    return packages == null
        ? Stream.empty()
        : Stream.of(packages.strip().split("\\s+")).map(opened -> flag + opened + "=ALL-UNNAMED");
  }

  /**
   * A file for a process to record to; empty when there is an archive already. What others have
   * recorded and nobody has kept, since the process that started them was killed, is removed.
   *
   * @throws IOException when the folder cannot be written
   */
  public Optional<Path> recording() throws IOException {
    Path archive = archive();
    if (Files.exists(archive)) {
      return Optional.empty();
    }
    Files.createDirectories(folder);
    remove(name -> name.contains(RECORDING));
    return Optional.of(
        archive.resolveSibling(archive.getFileName() + RECORDING + System.nanoTime()));
  }

  /**
   * Keeps what a process has recorded, in place of what older builds have left; drops it when the
   * process did not end in order.
   *
   * @param exitCode of the process
   */
  public void keep(Path recording, int exitCode) throws IOException {
    if (exitCode != 0 && exitCode != TERMINATED) {
      Files.deleteIfExists(recording);
    } else if (Files.exists(recording)) {
      remove(name -> !name.contains(RECORDING));
      Files.move(recording, archive(), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Removes files of this service. */
  private void remove(Predicate<String> which) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith(mainClass) && which.test(name)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** One for each build and each Java. */
  private Path archive() {
    long built = app.resolve("quarkus/quarkus-application.dat").toFile().lastModified();
    return folder.resolve("%s-%s-%d.jsa".formatted(mainClass, Runtime.version(), built));
  }
}
