package dev.kstar.local.cli;

import dev.kstar.local.client.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Options of what is shown to be let in. The token itself is no option: others could read it in the
 * list of processes.
 */
final class KeyOptions {
  @Option(
      names = "--token-file",
      paramLabel = "<file>",
      description = "Show the token in this file; without it that of KSTAR_TOKEN, if set.")
  private Path tokenFile;

  @Option(names = "--tls", description = "Speak TLS; the options below speak it as well.")
  private boolean tls;

  @Option(
      names = "--ca",
      paramLabel = "<file>",
      description = "Trust the certificates in this PEM file.")
  private Path authority;

  @Option(
      names = "--cert",
      paramLabel = "<file>",
      description = "Show this client certificate, a PEM file.")
  private Path certificate;

  @Option(
      names = "--key",
      paramLabel = "<file>",
      description = "Key of the client certificate, a PEM file.")
  private Path key;

  /**
   * @throws Mistakes.Found with all mistakes
   */
  Keys keys() {
    List<String> mistakes = new ArrayList<>();
    check("--token-file", tokenFile, mistakes);
    check("--ca", authority, mistakes);
    check("--cert", certificate, mistakes);
    check("--key", key, mistakes);
    if ((certificate == null) != (key == null)) {
      mistakes.add("--cert and --key must come together");
    }
    if (!mistakes.isEmpty()) {
      throw new Mistakes.Found(mistakes);
    }
    return new Keys(
        token(),
        tls || authority != null || certificate != null,
        Optional.ofNullable(authority),
        Optional.ofNullable(certificate),
        Optional.ofNullable(key));
  }

  private static void check(String option, Path file, List<String> mistakes) {
    if (file != null && !Files.isReadable(file)) {
      mistakes.add("%s must name a readable file but was \"%s\"".formatted(option, file));
    }
  }

  private Optional<String> token() {
    if (tokenFile == null) {
      return Keys.ofEnvironment().token();
    }
    try {
      return Optional.of(Files.readString(tokenFile).strip());
    } catch (IOException e) {
      throw new Mistakes.Found(
          List.of("--token-file must hold a token but cannot be read: " + tokenFile));
    }
  }
}
