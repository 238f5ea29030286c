package dev.kstar.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackGuardTest {
  private final LoopbackGuard guard = new LoopbackGuard("Workstation", new Answers(1));

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "::1", "10.0.0.7", "workstation"})
  void addressesAndOwnNamesAreLetIn(String asked) {
    assertThat(guard.own(asked)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "1a"})
  void namesThatOthersCanPointHereAreNot(String asked) {
    assertThat(guard.own(asked)).isFalse();
  }
}
