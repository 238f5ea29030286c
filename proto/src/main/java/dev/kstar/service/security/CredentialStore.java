package dev.kstar.service.security;

import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The credentials of a file and of a setting. The file is read again when it changes; one that
 * cannot be read or has mistakes changes nothing but the log. Safe for any thread.
 */
final class CredentialStore {
  private static final Logger LOG = Logger.getLogger(CredentialStore.class);
  private static final Pattern END_OF_LINE = Pattern.compile("[;\\r\\n]+");
  private static final String SETTING = "kstar.security.tokens";

  private final Optional<Path> file;
  private final List<Credential> fixed;
  private final Set<Role> anyCertificate;
  private volatile Credentials current;
  private CredentialLines last;

  private CredentialStore(
      Optional<Path> file,
      List<Credential> fixed,
      CredentialLines first,
      Set<Role> anyCertificate) {
    this.file = file;
    this.fixed = fixed;
    this.last = first;
    this.anyCertificate = anyCertificate;
    this.current = together(first.credentials());
  }

  /**
   * @param setting lines with ; or ends of line between
   * @throws StartFailure with a line for each mistake
   */
  static CredentialStore open(
      Optional<Path> file, Optional<String> setting, Set<Role> anyCertificate) {
    CredentialLines fixed =
        CredentialLines.parse(
            SETTING, setting.map(END_OF_LINE::split).map(List::of).orElse(List.of()));
    CredentialLines read = file.map(CredentialStore::read).orElseGet(CredentialStore::nothing);
    List<String> problems = new ArrayList<>(fixed.problems());
    problems.addAll(read.problems());
    if (!problems.isEmpty()) {
      throw new StartFailure(String.join("\n", problems));
    }
    return new CredentialStore(file, fixed.credentials(), read, anyCertificate);
  }

  Credentials current() {
    return current;
  }

  /** Looks at the file once more. */
  synchronized void refresh() {
    if (file.isEmpty()) {
      return;
    }
    CredentialLines next = read(file.get());
    if (next.equals(last)) {
      return;
    }
    last = next;
    if (next.problems().isEmpty()) {
      current = together(next.credentials());
      LOG.infof("%d credentials read from %s", next.credentials().size(), file.get());
    } else {
      next.problems().forEach(p -> LOG.errorf("%s; the old credentials stay", p));
    }
  }

  private Credentials together(List<Credential> fromFile) {
    List<Credential> all = new ArrayList<>(fromFile);
    all.addAll(fixed);
    return new Credentials(all, anyCertificate);
  }

  private static CredentialLines read(Path file) {
    try {
      return CredentialLines.parse(file.toString(), Files.readAllLines(file));
    } catch (IOException e) {
      return new CredentialLines(
          List.of(),
          List.of("kstar.security.tokens-file must name a readable file but was " + file));
    }
  }

  private static CredentialLines nothing() {
    return new CredentialLines(List.of(), List.of());
  }
}
