package dev.kstar.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void drawsNothingWhereThereIsNoTerminal() {
    screen(false).draw(List.of("picture"));

    assertThat(written()).isEmpty();
  }

  @Test
  void writesNoControlCharactersWhereThereIsNoTerminal() {
    Screen screen = screen(false);
    screen.status("starting");
    screen.say("report");
    screen.close();

    assertThat(written()).isEqualTo("starting\nreport\n");
  }

  @Test
  void aPictureReplacesTheOneBefore() {
    Screen screen = screen(true);
    screen.draw(List.of("one", "two"));

    screen.draw(List.of("three"));

    assertThat(written()).contains("\u001b[2A\rthree");
  }

  @Test
  void closingGivesTheCursorBack() {
    Screen screen = screen(true);
    screen.draw(List.of("picture"));

    screen.close();

    assertThat(written()).endsWith("\u001b[?25h\u001b[?7h");
  }

  @Test
  void takesNoPictureOnceClosed() {
    Screen screen = screen(true);
    screen.close();
    String before = written();

    screen.draw(List.of("picture"));

    assertThat(written()).isEqualTo(before);
  }

  @Test
  void takesNoNoteOnceClosed() {
    Screen screen = screen(false);
    screen.close();

    screen.note("report");

    assertThat(written()).isEmpty();
  }

  @Test
  void aLineAfterTheEndLeavesTheLastPicture() {
    Screen screen = screen(true);
    screen.draw(List.of("picture"));
    screen.close();

    screen.say("result");

    assertThat(written()).endsWith("\u001b[?7hresult\n");
  }

  private Screen screen(boolean terminal) {
    return new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, Ink.PLAIN);
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
