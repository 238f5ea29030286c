package dev.kstar.local.client;

/** Where a service listens. */
public record Address(String host, int port) {
  private static final int MOST = 65_535;

  /**
   * Reads an address.
   *
   * @param text {@code host:port}
   * @throws IllegalArgumentException when it is something else
   */
  public static Address parse(String text) {
    int colon = text.lastIndexOf(':');
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (colon > 0 && port > 0 && port <= MOST) {
        return new Address(text.substring(0, colon), port);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("must be host:port but was \"%s\"".formatted(text));
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
