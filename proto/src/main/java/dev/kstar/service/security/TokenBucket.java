package dev.kstar.service.security;

/**
 * Lets through a burst of a second's calls and then as many a second. Not safe for several threads.
 */
final class TokenBucket {
  private static final double NANOS = 1e9;

  private final long perSecond;
  private double tokens;
  private long then;

  /**
   * @param now in nanoseconds of any clock that only goes on
   */
  TokenBucket(long perSecond, long now) {
    this.perSecond = perSecond;
    this.tokens = (double) perSecond;
    this.then = now;
  }

  boolean take(long now) {
    tokens = Math.min((double) perSecond, tokens + (now - then) / NANOS * perSecond);
    then = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
