package dev.kstar.local.process;

import java.util.List;

/** Flags that every Java process of the system gets, whatever the locale of the machine. */
final class JvmFlags {
  /**
   * English, and no country: Kafka and others change the case of words by the default locale, which
   * fails in Turkish, and numbers must read the same everywhere.
   */
  static final List<String> LOCALE =
      List.of("-Duser.language=en", "-Duser.country=", "-Duser.script=", "-Duser.variant=");

  /** Logs and text files are UTF-8. */
  static final List<String> ENCODING =
      List.of("-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8");

  private JvmFlags() {}
}
