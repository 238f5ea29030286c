package dev.kstar.ingest.source.file;

import dev.kstar.service.StartFailure;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Turns what a library throws while it reads a file into one sentence for the user. */
public final class UnreadableFile {
  private static final Logger LOG = Logger.getLogger(UnreadableFile.class);

  /** Class names, objects without a text of their own, and what the virtual machine writes. */
  private static final Pattern JAVA =
      Pattern.compile(
          "(?:[a-z][\\w]*\\.){2,}\\w+|\\b\\w+(?:Exception|Error)\\b|\\w@[0-9a-f]{4,}|\\bnull\\b"
              + "|\\bOptional\\b|\\[L?[\\w.]+;|\\w+\\[\\]|\\w+\\(\\)|Cannot invoke|out of bounds");

  /** What a file of each format starts as, in the words of {@link FileKind}. */
  private static final Map<String, String> KINDS =
      Map.of(
          "npy", "a .npy file",
          "npz", "a zip archive",
          "csv", "text",
          "parquet", "a Parquet file",
          "h5ad", "an HDF5 file");

  private UnreadableFile() {}

  /**
   * Returns the failure of a start; the exception is its cause.
   *
   * @param file as the user named it
   * @param format that the file was read as: npy, npz, csv, parquet or h5ad
   * @param cause whatever the reader threw; a {@link StartFailure} is returned as it is
   */
  public static StartFailure failure(Path file, String format, Throwable cause) {
    if (cause instanceof StartFailure known) {
      return known;
    }
    if (Files.isDirectory(file)) {
      return new StartFailure(file + " cannot be read: it is a directory; name one file", cause);
    }
    String expected = expected(file, format);
    String kind = FileKind.of(file);
    String found = "it is " + (kind.startsWith(expected) ? "damaged or cut short" : kind);
    String limit = limit(cause);
    String reason = limit.isEmpty() ? reason(cause) : "";
    if (limit.isEmpty() && reason.isEmpty()) {
      LOG.warnf(cause, "%s cannot be read", file);
    }
    return new StartFailure(
        "%s cannot be read as %s: %s%s"
            .formatted(
                file,
                expected,
                limit.isEmpty() ? found : limit,
                reason.isEmpty() ? "" : " (" + reason + ")"),
        cause);
  }

  private static String expected(Path file, String format) {
    return format.equals("csv") && file.toString().endsWith(".gz")
        ? "a gzip file"
        : KINDS.getOrDefault(format, format);
  }

  /** What keeps ingest from reading the file, whatever it holds; empty when nothing does. */
  private static String limit(Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      return "it asks for more memory than the %d MB that ingest may use"
          .formatted(Runtime.getRuntime().maxMemory() >> 20);
    }
    if (cause instanceof StackOverflowError) {
      return "its parts are nested too deeply";
    }
    return cause instanceof AccessDeniedException ? "this user may not read it" : "";
  }

  /** What the exception says, where a user can understand it; empty where it speaks of Java. */
  private static String reason(Throwable cause) {
    String text = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
    return text == null || text.isBlank() || JAVA.matcher(text).find() ? "" : Quoted.of(text);
  }
}
