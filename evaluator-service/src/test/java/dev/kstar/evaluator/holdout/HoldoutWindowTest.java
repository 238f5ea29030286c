package dev.kstar.evaluator.holdout;

import static dev.kstar.evaluator.holdout.Pairs.pair;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HoldoutWindowTest {
  private final HoldoutWindow window = new HoldoutWindow(3);

  @Test
  void keepsTheNewestOldestFirst() {
    add("a", "b", "c", "d");

    assertThat(ids()).containsExactly("b", "c", "d");
  }

  @Test
  void aRepeatedIdTakesNoSecondPlace() {
    add("a", "b", "a", "c");

    assertThat(ids()).containsExactly("b", "a", "c");
  }

  @Test
  void aRepeatedIdIsAsNewAsItsLastRecord() {
    add("a", "b", "c", "a", "d");

    assertThat(ids()).containsExactly("c", "a", "d");
  }

  @Test
  void theNewerRecordReplacesTheOlder() {
    window.add(pair("a", 0, 0, 1));
    window.add(pair("a", 0, 7, 2));

    assertThat(window.pairs()).singleElement().extracting(HeldPair::offset).isEqualTo(7L);
  }

  @Test
  void laterAdditionsLeavePublishedPairsUnchanged() {
    add("a");
    List<HeldPair> published = window.pairs();

    add("b");

    assertThat(published).hasSize(1);
  }

  private void add(String... ids) {
    for (String id : ids) {
      window.add(pair(id, 0, 0, 0));
    }
  }

  private List<String> ids() {
    return window.pairs().stream().map(HeldPair::id).toList();
  }

  @Test
  void removeIf_windowWasFull_isFullAgain() {
    add("a", "b", "c", "bad");

    window.removeIf(pair -> pair.id().equals("bad"));

    assertThat(ids()).containsExactly("a", "b", "c");
  }
}
