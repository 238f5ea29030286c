package dev.kstar.local.cli;

import dev.kstar.local.view.Ink;
import dev.kstar.local.view.Screen;
import java.io.PrintStream;

/**
 * What the commands write to.
 *
 * @param interactive whether {@code out} is a terminal that understands cursor movements
 * @param colours whether it may be coloured
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive, boolean colours) {

  /** As the launcher script has found it; without colours when {@code NO_COLOR} is set. */
  static Terminal own(PrintStream out, PrintStream err) {
    String noColor = System.getenv("NO_COLOR");
    return new Terminal(
        out, err, Boolean.getBoolean("kstar.terminal"), noColor == null || noColor.isEmpty());
  }

  /**
   * @param plain only lines that stay
   */
  Screen screen(boolean plain) {
    boolean drawn = interactive && !plain;
    return new Screen(out, drawn, drawn && colours ? Ink.COLOURED : Ink.PLAIN);
  }
}
