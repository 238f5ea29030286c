package dev.kstar.service.security;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Browsers that have shown a token. Only in memory: a restart signs everybody out. At most {@value
 * #MOST}, the oldest leave first. Safe for any thread.
 */
final class Sessions {
  static final int MOST = 1000;

  private static final int ID_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Map<Key, Session> open = new LinkedHashMap<>();
  private final Duration length;

  Sessions(Duration length) {
    this.length = length;
  }

  private record Session(Credential credential, Instant end) {}

  /** An id is kept as its hash, like a token. */
  private record Key(Secret.Token hash) {
    static Key of(String id) {
      return new Key(new Secret.Token(Secret.Token.hash(id)));
    }
  }

  Duration length() {
    return length;
  }

  /** Begins a session and returns its id, which only the browser may know. */
  synchronized String begin(Credential credential, Instant now) {
    open.values().removeIf(session -> !now.isBefore(session.end()));
    if (open.size() == MOST) {
      open.remove(open.keySet().iterator().next());
    }
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    open.put(Key.of(text), new Session(credential, now.plus(length)));
    return text;
  }

  /** Who holds a session, if the session and the credential still count. */
  synchronized Caller find(String id, Credentials credentials, Instant now) {
    Session session = open.get(Key.of(id));
    return session == null || !now.isBefore(session.end())
        ? new Caller.Unknown("the session has ended; sign in again")
        : credentials.again(session.credential(), now);
  }

  synchronized void end(String id) {
    open.remove(Key.of(id));
  }
}
