package dev.kstar.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Starts a service with a door and one credential of each kind. */
public class DoorKeys implements QuarkusTestProfile {
  private static final Key[] LET_IN = {
    new Key("read", Set.of("read")),
    new Key("operate", Set.of("operate")),
    new Key("push", Set.of("push")),
    new Key("all", Set.of("read", "operate", "push"))
  };

  /**
   * What a caller shows.
   *
   * @param roles that a caller with a credential that counts has
   */
  public record Key(String name, Optional<String> authorization, Set<String> roles) {
    Key(String name, Set<String> roles) {
      this(name, Optional.of("Bearer " + token(name)), roles);
    }

    boolean known() {
      return !roles.isEmpty();
    }
  }

  /** Every kind of credential that a caller can show, or fail to show. */
  public static List<Key> all() {
    return List.of(
        new Key("none", Optional.empty(), Set.of()),
        new Key("basic", Optional.of("Basic " + token("read")), Set.of()),
        new Key("weak", Optional.of("Bearer read"), Set.of()),
        new Key("wrong", Set.of()),
        new Key("expired", Set.of()),
        LET_IN[0],
        LET_IN[1],
        LET_IN[2],
        LET_IN[3]);
  }

  /** The token of a name: as random as SHA-256, and the same in every class loader. */
  public static String token(String name) {
    try {
      byte[] bytes = ("a token of the tests: " + name).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The lines of the credentials that a service knows, in the form of its setting. */
  public static String lines() {
    StringBuilder lines =
        new StringBuilder("read,operate,push expired " + token("expired") + " 2020-01-01");
    for (Key key : LET_IN) {
      lines.append(
          ";%s %s %s".formatted(String.join(",", key.roles()), key.name(), token(key.name())));
    }
    return lines.toString();
  }

  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> settings = new HashMap<>(serviceSettings());
    settings.put("kstar.security.tokens", lines());
    settings.put("kstar.security.calls-per-second", "0");
    return settings;
  }

  /** What the service under test needs beside. */
  protected Map<String, String> serviceSettings() {
    return Map.of();
  }
}
