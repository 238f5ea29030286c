package dev.kstar.service.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** How a caller proves who it is. */
sealed interface Secret {

  /** With a token, of which only the SHA-256 is kept. */
  final class Token implements Secret {
    private final byte[] sha256;

    /**
     * @param sha256 32 bytes
     */
    Token(byte[] sha256) {
      this.sha256 = sha256.clone();
    }

    static byte[] hash(String token) {
      try {
        return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e); // every JVM has it
      }
    }

    /** Takes as long for a hash that is wrong in its first byte as for one that is right. */
    boolean matches(byte[] hash) {
      return MessageDigest.isEqual(sha256, hash);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Token token && matches(token.sha256);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(sha256);
    }

    @Override
    public String toString() {
      return "token";
    }
  }

  /** With a client certificate whose common name is the credential's name. */
  record Certificate() implements Secret {}

  /** Not at all, where nothing is asked for. */
  record None() implements Secret {}
}
