package dev.kstar.evaluator.config;

/**
 * Where a service listens.
 *
 * @param port in [1, 65535]
 */
public record Address(String host, int port) {
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
