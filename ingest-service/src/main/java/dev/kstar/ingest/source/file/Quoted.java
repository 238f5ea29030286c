package dev.kstar.ingest.source.file;

import java.util.regex.Pattern;

/** Text out of a file, or about one, fit for a message of one line. Pure. */
public final class Quoted {
  private static final int LONGEST = 200;
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

  private Quoted() {}

  /** Without line ends and other control characters, and cut where it is long. */
  public static String of(Object text) {
    String line = CONTROL.matcher(String.valueOf(text)).replaceAll(" ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
