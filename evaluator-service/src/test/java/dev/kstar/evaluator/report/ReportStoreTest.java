package dev.kstar.evaluator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReportStoreTest {
  private final ReportStore store = new ReportStore(3);
  private final List<Report> seen = new ArrayList<>();
  private final Consumer<Report> watcher = seen::add;

  private static Report report(long number) {
    return Report.newBuilder().setNumber(number).build();
  }

  @Test
  void hasNoReportAtFirst() {
    assertThat(store.newest()).isEmpty();
  }

  @Test
  void keepsTheNewest() {
    store.publish(report(1));
    store.publish(report(2));

    assertThat(store.newest()).hasValue(report(2));
  }

  @Test
  void aWatcherSeesTheNewestAndThenEachAsItIsMade() {
    store.publish(report(1));
    store.publish(report(2));

    store.watch(watcher);
    store.publish(report(3));

    assertThat(seen).containsExactly(report(2), report(3));
  }

  @Test
  void aWatcherSeesNothingBeforeTheFirstReport() {
    store.watch(watcher);

    assertThat(seen).isEmpty();
  }

  @Test
  void whoHasLeftSeesNoMore() {
    store.watch(watcher);
    store.unwatch(watcher);

    store.publish(report(1));

    assertThat(seen).isEmpty();
  }

  @Test
  void aWatcherMayLeaveWhileItIsCalled() {
    List<Consumer<Report>> self = new ArrayList<>();
    self.add(
        report -> {
          seen.add(report);
          store.unwatch(self.get(0));
        });
    store.watch(self.get(0));

    store.publish(report(1));
    store.publish(report(2));

    assertThat(seen).containsExactly(report(1));
  }

  @Test
  void listsTheNewestFirstUpToTheLimit() {
    store.restore(List.of(report(1), report(2)));
    store.publish(report(3));
    store.publish(report(4));

    assertThat(store.list(2)).containsExactly(report(4), report(3));
    assertThat(store.list(100)).containsExactly(report(4), report(3), report(2));
  }

  @Test
  void whoWatchesForTheNextDoesNotSeeWhatIsThere() {
    store.publish(report(1));

    store.watchNext(watcher);
    store.publish(report(2));

    assertThat(seen).containsExactly(report(2));
  }
}
