package dev.kstar.service.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialStoreTest {
  @TempDir private Path folder;

  @Test
  void theFileAndTheSettingCountTogether() throws IOException {
    CredentialStore store =
        open(file("read a certificate"), "push b certificate;read c certificate");

    assertThat(store.current().all()).extracting(Credential::name).containsExactly("a", "b", "c");
  }

  @Test
  void aChangedFileIsTakenUp() throws IOException {
    Path file = file("read a certificate");
    CredentialStore store = open(file, "push b certificate");
    Files.writeString(file, "read z certificate");

    store.refresh();

    assertThat(store.current().all()).extracting(Credential::name).containsExactly("z", "b");
  }

  @Test
  void aFileWithAMistakeChangesNothing() throws IOException {
    Path file = file("read a certificate");
    CredentialStore store = open(file, "");
    Files.writeString(file, "read z certificate\nread");

    store.refresh();

    assertThat(store.current().all()).extracting(Credential::name).containsExactly("a");
  }

  @Test
  void aFileThatIsGoneChangesNothing() throws IOException {
    Path file = file("read a certificate");
    CredentialStore store = open(file, "");
    Files.delete(file);

    store.refresh();

    assertThat(store.current().all()).extracting(Credential::name).containsExactly("a");
  }

  @Test
  void anEmptiedFileLetsNobodyIn() throws IOException {
    Path file = file("read a certificate");
    CredentialStore store = open(file, "");
    Files.writeString(file, "");

    store.refresh();

    assertThat(store.current().all()).isEmpty();
  }

  @Test
  void everyMistakeIsSaidAtOnce() throws IOException {
    Path file = file("read\nread a");

    assertThatThrownBy(() -> open(file, "x"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContainingAll("line 1 of kstar.security.tokens", "line 1 of " + file, "line 2");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> open(folder.resolve("none"), ""))
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "kstar.security.tokens-file must name a readable file but was "
                + folder.resolve("none"));
  }

  private Path file(String lines) throws IOException {
    return Files.writeString(folder.resolve("tokens"), lines);
  }

  private static CredentialStore open(Path file, String setting) {
    return CredentialStore.open(Optional.of(file), Optional.of(setting), Set.of());
  }
}
