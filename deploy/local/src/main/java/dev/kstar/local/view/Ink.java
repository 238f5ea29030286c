package dev.kstar.local.view;

/** How words stand out: by ANSI colours or not at all. */
public enum Ink {
  PLAIN("", "", "", "", ""),
  COLOURED("\u001b[1m", "\u001b[2m", "\u001b[32m", "\u001b[31m", "\u001b[0m");

  private final String strong;
  private final String faint;
  private final String good;
  private final String bad;
  private final String end;

  Ink(String strong, String faint, String good, String bad, String end) {
    this.strong = strong;
    this.faint = faint;
    this.good = good;
    this.bad = bad;
    this.end = end;
  }

  String strong(String text) {
    return strong + text + end;
  }

  String faint(String text) {
    return faint + text + end;
  }

  String good(String text) {
    return good + text + end;
  }

  String bad(String text) {
    return bad + text + end;
  }
}
