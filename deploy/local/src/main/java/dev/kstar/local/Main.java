package dev.kstar.local;

import dev.kstar.local.cli.CommandLines;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The launcher behind {@code ./kstar}. */
public final class Main {
  /** gRPC logs to java.util.logging what its callers are told anyway; kept from being collected. */
  private static final Logger LIBRARIES = Logger.getLogger("io.grpc");

  private Main() {}

  public static void main(String... args) {
    Locale.setDefault(Locale.ENGLISH); // numbers read the same everywhere
    LIBRARIES.setLevel(Level.OFF);
    // bars and Greek letters, whatever the locale
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    System.exit(CommandLines.of(out, err).execute(args));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
