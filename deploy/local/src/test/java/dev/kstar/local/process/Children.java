package dev.kstar.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Starts fake children for tests. */
final class Children {
  private Children() {}

  /** With its log in a file of the folder. */
  static Child start(String behaviour, Path folder) {
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx32m",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            FakeChild.class.getName(),
            behaviour);
    List<String> command = Stream.concat(java.stream(), Stream.of(folder.toString())).toList();
    return Child.start("fake", command, folder, folder.resolve(behaviour + ".log"));
  }
}
