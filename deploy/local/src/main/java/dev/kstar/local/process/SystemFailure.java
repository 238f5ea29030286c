package dev.kstar.local.process;

/** The system cannot start or go on; the message is what the user needs to know. */
public final class SystemFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SystemFailure(String message) {
    super(message);
  }
}
