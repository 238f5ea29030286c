package dev.kstar.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

class PlainLogTest {
  private static String shown(String logger, String format, Object... parameters) {
    ExtLogRecord log =
        new ExtLogRecord(
            Level.WARNING, format, ExtLogRecord.FormatStyle.PRINTF, PlainLogTest.class.getName());
    log.setLoggerName(logger);
    log.setParameters(parameters);
    assertThat(new PlainLog().isLoggable(log)).isTrue();
    return log.getFormattedMessage();
  }

  @Test
  void isLoggable_ownMessage_staysOnOneLine() {
    assertThat(shown("dev.kstar.stream.DeadLetters", "row %s: 100 %%", "a\n\u001b[2J"))
        .isEqualTo("row a\\u000a\\u001b[2J: 100 %");
  }

  @Test
  void isLoggable_othersMessage_keepsItsLines() {
    assertThat(shown("org.apache.kafka.Client", "a\n\t%s", "\u001b[2J"))
        .isEqualTo("a\n\t\\u001b[2J");
  }
}
