package dev.kstar.ingest.source.parquet;

import dev.kstar.ingest.source.file.Quoted;
import java.io.IOException;
import java.util.regex.Pattern;

/** Says in the user's words why a Parquet file cannot be read. Pure. */
final class ParquetFailure {
  private static final String PARQUET_CLASSES = "org.apache.parquet";

  /** An object as Java prints it, or the name of an exception in front of its message. */
  private static final Pattern JAVA =
      Pattern.compile("(?:[a-z][\\w]*\\.)*[A-Z]\\w*@[0-9a-f]+ ?|(?:[a-z]\\w*\\.)+[A-Z]\\w*: ");

  private ParquetFailure() {}

  /** The reason, without a name of a class and without a line end. */
  static String reason(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return "it asks for more memory than there is, so its sizes may be untrue";
    }
    if (failure instanceof StackOverflowError) {
      return "its schema is nested too deeply";
    }
    Throwable told = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isOfParquet(cause) && cause.getMessage() != null) {
        told = cause;
      }
    }
    String message = String.valueOf(told.getMessage());
    if (message.contains("CRC checksum")) {
      return "the checksum (CRC) of a page does not match, so the file is damaged";
    }
    if (message.contains("can not read class")) { // of Thrift's
      return "a header in it is damaged";
    }
    String plain = JAVA.matcher(message).replaceAll("").strip();
    return isOfParquet(told) && !plain.isEmpty() ? Quoted.of(plain) : "it is damaged";
  }

  /** Whether a message was written about the file, and not by Java about the program. */
  private static boolean isOfParquet(Throwable failure) {
    return failure instanceof IOException
        || failure instanceof UnsupportedOperationException
        || failure.getClass().getName().startsWith(PARQUET_CLASSES);
  }
}
