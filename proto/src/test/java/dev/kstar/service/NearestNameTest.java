package dev.kstar.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> KNOWN = List.of("--source", "--standardise", "--x", "--y");

  @Test
  void missingLetter_findsTheName() {
    assertThat(NearestName.of("--souce", KNOWN)).contains("--source");
  }

  @Test
  void exchangedLetters_findTheName() {
    assertThat(NearestName.of("--soruce", KNOWN)).contains("--source");
  }

  @Test
  void twoMistakesInALongName_findIt() {
    assertThat(NearestName.of("--standarize", KNOWN)).contains("--standardise");
  }

  @Test
  void otherName_findsNothing() {
    assertThat(NearestName.of("--colour", KNOWN)).isEmpty();
  }
}
