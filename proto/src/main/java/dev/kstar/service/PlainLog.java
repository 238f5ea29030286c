package dev.kstar.service;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Keeps text that came with the data from steering a terminal that shows the log, or from looking
 * like a line of its own: escape sequences in ids, labels and reasons are written out. Other
 * libraries' messages keep their line ends and tabulators.
 */
@LoggingFilter(name = "plain-text")
public final class PlainLog implements Filter {
  private static final String OWN = "dev.kstar.";

  @Override
  public boolean isLoggable(LogRecord record) {
    ExtLogRecord log = ExtLogRecord.wrap(record);
    String message = log.getFormattedMessage();
    if (message == null) {
      return true;
    }
    String name = String.valueOf(record.getLoggerName());
    String plain = name.startsWith(OWN) ? PlainText.of(message) : PlainText.ofLines(message);
    if (!plain.equals(message) && record instanceof ExtLogRecord mine) {
      mine.setMessage(plain, ExtLogRecord.FormatStyle.NO_FORMAT);
    }
    return true;
  }
}
