package dev.kstar.local.reproduce.run;

import dev.kstar.local.reproduce.experiment.Run;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a reproduction is. The rest is expected to take as long, by its estimated cost, as what
 * was done since the start. Reads no clock; used by one thread.
 */
final class Progress {
  private static final int BAR = 30;

  private final double total;
  private final int runs;
  private double kept;
  private double made;
  private int complete;
  private Run current;
  private double share;

  Progress(List<Run> runs) {
    this.runs = runs.size();
    this.total = runs.stream().mapToDouble(Run::cost).sum();
  }

  /** A result was there already. */
  void kept(Run run) {
    kept += run.cost();
    complete++;
  }

  void begins(Run run) {
    current = run;
    share = 0;
  }

  void at(double shareOfRun) {
    share = shareOfRun;
  }

  void made(Run run) {
    made += run.cost();
    complete++;
    current = null;
    share = 0;
  }

  int complete() {
    return complete;
  }

  int runs() {
    return runs;
  }

  /** Of the whole, in [0, 1]. */
  double share() {
    return total == 0 ? 1 : Math.min(1, (kept + done()) / total);
  }

  /** Empty until enough was done to tell. */
  Optional<Duration> left(Duration elapsed) {
    double done = done();
    if (done <= 0) {
      return Optional.empty();
    }
    double rest = Math.max(0, total - kept - done);
    return Optional.of(Duration.ofMillis(Math.round(elapsed.toMillis() * rest / done)));
  }

  /** Such as "[#####-----] 50 % run 3 of 6 2:10 of about 4:20". */
  String bar(Duration elapsed) {
    int filled = (int) Math.round(share() * BAR);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3.0f %%  run %d of %d  %s elapsed%s",
        "█".repeat(filled),
        "·".repeat(BAR - filled),
        100 * share(),
        Math.min(runs, complete + 1),
        runs,
        time(elapsed),
        left(elapsed).map(left -> ", about " + time(left) + " left").orElse(""));
  }

  private double done() {
    return made + (current == null ? 0 : current.cost() * share);
  }

  static String time(Duration time) {
    return time.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
