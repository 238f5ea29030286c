package dev.kstar.service.security;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads credentials, one a line: {@code role[,role] name secret [expiry]}. The secret is {@code
 * sha256:} and 64 hex digits, the word {@code certificate}, or the token itself; the expiry is a
 * date, whose beginning in UTC counts, or an instant. Empty lines and those that begin with # are
 * skipped.
 *
 * <p>No problem repeats what stands in the line: a token may stand where something else belongs.
 *
 * @param problems sentences for the user; the credentials are worth nothing when there are any
 */
record CredentialLines(List<Credential> credentials, List<String> problems) {
  private static final String HASH = "sha256:";
  private static final String CERTIFICATE = "certificate";
  private static final int FEWEST = 3;
  private static final int MOST = 4;

  /** Shorter than any token, so that a token in its place is never taken for a name. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,31}");

  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

  /**
   * @param origin where the lines come from, for problems
   */
  static CredentialLines parse(String origin, List<String> lines) {
    List<Credential> credentials = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          credentials.add(credential(line.split("\\s+")));
        } catch (Problem e) {
          problems.add("line %d of %s: %s".formatted(i + 1, origin, e.getMessage()));
        }
      }
    }
    return new CredentialLines(List.copyOf(credentials), List.copyOf(problems));
  }

  private static Credential credential(String[] words) throws Problem {
    if (words.length < FEWEST || words.length > MOST) {
      throw new Problem("must be \"role[,role] name secret [expiry]\"");
    }
    Set<Role> roles = roles(words[0]);
    if (!NAME.matcher(words[1]).matches()) {
      throw new Problem("the name must be 1 to 31 letters, digits or . _ @ -");
    }
    Optional<Instant> expiry =
        words.length == MOST ? Optional.of(expiry(words[MOST - 1])) : Optional.empty();
    return new Credential(words[1], roles, secret(words[2]), expiry);
  }

  private static Set<Role> roles(String list) throws Problem {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : list.split(",", -1)) {
      roles.add(
          Role.of(name).orElseThrow(() -> new Problem("each role must be read, operate or push")));
    }
    return roles;
  }

  private static Secret secret(String word) throws Problem {
    if (word.equals(CERTIFICATE)) {
      return new Secret.Certificate();
    }
    if (word.startsWith(HASH)) {
      String digits = word.substring(HASH.length());
      if (!SHA256.matcher(digits).matches()) {
        throw new Problem("sha256: must be followed by 64 hex digits");
      }
      return new Secret.Token(HexFormat.of().parseHex(digits));
    }
    Optional<String> weak = TokenStrength.problem(word);
    if (weak.isPresent()) {
      throw new Problem(weak.get());
    }
    return new Secret.Token(Secret.Token.hash(word));
  }

  private static Instant expiry(String word) throws Problem {
    try {
      return word.contains("T")
          ? Instant.parse(word)
          : LocalDate.parse(word).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new Problem("the expiry must be like 2030-01-31 or 2030-01-31T12:00:00Z");
    }
  }

  private static final class Problem extends Exception {
    private static final long serialVersionUID = 1;

    Problem(String sentence) {
      super(sentence);
    }
  }
}
