package dev.kstar.local.view;

import java.io.PrintStream;
import java.util.List;

/**
 * Where lines go. On a terminal a picture replaces the one before it; elsewhere there are only
 * lines that stay. Safe for any thread.
 */
public final class Screen implements AutoCloseable {
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String CLEAR_RIGHT = "\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final Ink ink;
  private int drawn;
  private boolean frozen;

  /**
   * @param terminal whether cursor movements are understood
   */
  public Screen(PrintStream out, boolean terminal, Ink ink) {
    this.out = out;
    this.terminal = terminal;
    this.ink = ink;
  }

  public boolean terminal() {
    return terminal;
  }

  public Ink ink() {
    return ink;
  }

  /** Replaces the last picture; nothing where there is no terminal. */
  public synchronized void draw(List<String> picture) {
    if (frozen || !terminal) {
      return;
    }
    StringBuilder text = new StringBuilder(HIDE_CURSOR + NO_WRAP).append(up());
    picture.forEach(line -> text.append(line).append(CLEAR_RIGHT).append('\n'));
    out.print(text.append(CLEAR_BELOW).append(WRAP));
    out.flush();
    drawn = picture.size();
  }

  /** What is going on right now: a picture on a terminal, a line that stays elsewhere. */
  public void status(String line) {
    if (terminal) {
      draw(List.of(ink.faint(" " + line + " …")));
    } else {
      say(line);
    }
  }

  /** Lets the last picture stay; the next one comes below it. */
  public synchronized void keep() {
    drawn = 0;
  }

  /** A line that stays, as long as pictures are taken. */
  public synchronized void note(String line) {
    if (!frozen) {
      say(line);
    }
  }

  /** A line that stays, where the picture was; also after the end. */
  public synchronized void say(String line) {
    out.print(up() + (drawn > 0 ? CLEAR_BELOW : "") + line + "\n");
    out.flush();
    drawn = 0;
  }

  /** Lets the last picture stay, takes no more of them, and gives the cursor back. */
  @Override
  public synchronized void close() {
    if (!frozen && terminal) {
      out.print(SHOW_CURSOR + WRAP);
      out.flush();
    }
    frozen = true;
    drawn = 0;
  }

  private String up() {
    return drawn > 0 ? "\u001b[" + drawn + "A\r" : "";
  }
}
