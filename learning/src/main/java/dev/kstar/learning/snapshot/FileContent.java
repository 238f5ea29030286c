package dev.kstar.learning.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads whole files that somebody else may have put in place. */
public final class FileContent {
  /** A file's bytes and the values that are read from them are in memory at the same time. */
  private static final int COPIES_IN_MEMORY = 2;

  private FileContent() {}

  /**
   * Reads a regular file. Nothing is allocated before its size is known to fit into memory.
   *
   * @throws java.nio.file.NoSuchFileException when it is not there
   * @throws IOException saying what it is when it is a link, no file, or too large
   */
  public static byte[] read(Path file) throws IOException {
    return read(file, Runtime.getRuntime().maxMemory() / COPIES_IN_MEMORY);
  }

  static byte[] read(Path file, long maxBytes) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isRegularFile()) {
      throw new IOException("it must be a regular file but is " + kind(found));
    }
    if (found.size() > maxBytes) {
      throw new IOException(
          "it must have at most %,d bytes to fit into memory but has %,d"
              .formatted(maxBytes, found.size()));
    }
    return Files.readAllBytes(file);
  }

  private static String kind(BasicFileAttributes found) {
    if (found.isSymbolicLink()) {
      return "a symbolic link";
    }
    return found.isDirectory() ? "a directory" : "a special file";
  }
}
