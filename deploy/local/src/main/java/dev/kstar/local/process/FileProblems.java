package dev.kstar.local.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Words for what a file system refuses. */
final class FileProblems {
  private FileProblems() {}

  /** Returns the reason in a few words, without the name of a Java class. */
  static String of(IOException problem) {
    if (problem instanceof AccessDeniedException) {
      return "this user may not write there";
    } else if (problem instanceof NoSuchFileException missing) {
      return missing.getFile() + " is missing";
    } else if (problem instanceof FileAlreadyExistsException taken) {
      return taken.getFile() + " is no folder";
    }
    String reason =
        problem instanceof FileSystemException system && system.getReason() != null
            ? system.getReason()
            : String.valueOf(problem.getMessage());
    if (reason.contains("No space left on device") || reason.contains("quota exceeded")) {
      return "the disk is full";
    }
    return reason.contains("Read-only file system") ? "the disk cannot be written" : reason;
  }
}
