package dev.kstar.evaluator.page;

import java.io.Serial;

/** What was asked for is not there at present; the message is a sentence for the user. */
final class Unavailable extends Exception {
  @Serial private static final long serialVersionUID = 1;

  Unavailable(String message) {
    super(message);
  }
}
