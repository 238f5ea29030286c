package dev.kstar.service.security;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a token can be guessed. A token is hashed once, not slowly, so it must be random enough
 * that trying all is hopeless.
 */
final class TokenStrength {
  static final int SHORTEST = 32;

  /** Shannon's entropy of the token's own characters; 32 random hex digits have some 117. */
  private static final double FEWEST_BITS = 90;

  private static final int CHARACTERS = 128;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/=-]+");

  private TokenStrength() {}

  /** What is wrong with a token, without the token; empty when nothing is. */
  static Optional<String> problem(String token) {
    if (!FORM.matcher(token).matches()) {
      return Optional.of("the token must be of letters, digits and . _ ~ + / = - only");
    }
    if (token.length() < SHORTEST) {
      return Optional.of(
          "the token must have at least %d characters but has %d"
              .formatted(SHORTEST, token.length()));
    }
    return bits(token) < FEWEST_BITS
        ? Optional.of("the token must be random, such as from \"openssl rand -hex 32\"")
        : Optional.empty();
  }

  private static double bits(String token) {
    int[] counts = new int[CHARACTERS];
    token.chars().forEach(c -> counts[c]++);
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        bits -= count * Math.log((double) count / token.length()) / Math.log(2);
      }
    }
    return bits;
  }
}
