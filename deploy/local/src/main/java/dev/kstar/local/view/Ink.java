package dev.kstar.local.view;

/** How words stand out: by ANSI attributes or not at all. */
public enum Ink {
  PLAIN("", "", ""),
  COLOURED("\u001b[1m", "\u001b[2m", "\u001b[0m");

  private final String strong;
  private final String faint;
  private final String end;

  Ink(String strong, String faint, String end) {
    this.strong = strong;
    this.faint = faint;
    this.end = end;
  }

  String strong(String text) {
    return strong + text + end;
  }

  String faint(String text) {
    return faint + text + end;
  }
}
