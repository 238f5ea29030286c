package dev.kstar.evaluator.endtoend;

import dev.kstar.v1.Alarm;
import java.util.List;

/** A run that is reported on often, to see when an alarm comes. */
final class Watch implements AutoCloseable {
  /** Steps before the reports become frequent. */
  static final long SETTLED = 3_000;

  /** Steps in which the drift tests learn what is usual: 24 reports. */
  static final long LEARNT = 1_200;

  private static final long PAUSE = 50;
  private static final int ROUNDS = 10;

  private final Run run;
  private long step;

  Watch(Setting setting) {
    run = new Run(setting, ROUNDS);
  }

  /** Trains up to that step, or to the first alarm, which ends it. */
  List<Alarm> until(long upTo) {
    if (step < SETTLED) {
      step = SETTLED;
      run.reportAt(step);
    }
    List<Alarm> alarms = List.of();
    while (step < upTo && alarms.isEmpty()) {
      step += PAUSE;
      alarms = run.reportAt(step).getAlarmsList();
    }
    return alarms;
  }

  void share(int coordinates) {
    run.share(coordinates);
  }

  /** Of the last report. */
  long step() {
    return step;
  }

  @Override
  public void close() {
    run.close();
  }
}
