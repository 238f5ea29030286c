package dev.kstar.evaluator.endtoend;

import dev.kstar.learning.engine.EngineDefaults;
import dev.kstar.v1.Alarm;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.Verdict;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Whether the evaluator tells the truth about k*: real populations on the linear stream, measured
 * and judged by the evaluator's own code. Arguments: the first seed, the number of seeds, and which
 * parts ({@code curve}, {@code noise}, {@code verdicts}, {@code drift}, {@code quiet}; all
 * without).
 */
public final class TruthTable {
  private static final long CONVERGED = 3_000;
  private static final long NARROW_CONVERGED = 6_000;
  private static final long BEFORE = 1_000;
  private static final int ROUNDS = 100;
  private static final int QUIET_RUNS = 20;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private int missed;

  private TruthTable() {}

  public static void main(String[] args) {
    EngineDefaults.apply();
    long first = args.length > 0 ? Long.parseLong(args[0]) : 1;
    int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    Set<String> parts =
        args.length > 2
            ? Set.of(args[2].split(","))
            : Set.of("curve", "noise", "verdicts", "drift", "quiet");
    new TruthTable().print(first, seeds, parts);
  }

  private void print(long first, int seeds, Set<String> parts) {
    long[] all = LongStream.range(first, first + seeds).toArray();
    out.println("| case | seed | seen | right |\n|---|---|---|---|");
    if (parts.contains("curve")) {
      for (long seed : all) {
        for (int kStar : List.of(10, 2, 5)) {
          number("k* = " + kStar, Setting.sweep(kStar, 0, seed));
        }
      }
    }
    if (parts.contains("noise")) {
      number("k* = 5, noise 0.1", Setting.sweep(5, 0.1, first));
      number("k* = 5, noise 0.3", Setting.sweep(5, 0.3, first));
    }
    if (parts.contains("verdicts")) {
      verdicts(first);
    }
    if (parts.contains("drift")) {
      for (long seed : all) {
        drift(seed);
      }
    }
    if (parts.contains("quiet")) {
      quiet(first);
    }
    out.printf(Locale.ROOT, "%n%d missed%n", missed);
  }

  private void number(String name, Setting setting) {
    Report report = converged(setting, CONVERGED);
    boolean right =
        report.hasShared()
            && report.getShared().getEstimate() == setting.kStar()
            && report.getShared().getLow() <= setting.kStar()
            && report.getShared().getHigh() >= setting.kStar();
    row(name, setting.seed(), shared(report) + "; " + curve(report), right);
  }

  private void verdicts(long seed) {
    Setting few = Setting.sweep(5, 0, seed).withDimensions(List.of(3, 8, 20));
    Report clean = converged(few, CONVERGED);
    verdict("d = 3 for k* = 5", seed, Run.member(clean, 3), Verdict.Kind.KIND_D_TOO_SMALL);
    verdict("healthy, d = 20", seed, Run.member(clean, 20), Verdict.Kind.KIND_HEALTHY);
    Report noisy =
        converged(Setting.sweep(5, 0.5, seed).withDimensions(List.of(3, 8, 20)), CONVERGED);
    verdict("noise 0.5, d = 20", seed, Run.member(noisy, 20), Verdict.Kind.KIND_NOISE_FLOOR);
    Report narrow = converged(few.withHidden(8), NARROW_CONVERGED);
    verdict("hidden width 8, d = 20", seed, Run.member(narrow, 20), Verdict.Kind.KIND_CAPACITY);
  }

  private void verdict(String name, long seed, MemberReport member, Verdict.Kind expected) {
    Verdict verdict = member.getVerdict();
    row(
        name,
        seed,
        "%s: %s".formatted(words(verdict.getKind()), verdict.getSentence()),
        verdict.getKind() == expected);
  }

  private static String words(Verdict.Kind kind) {
    return kind.name().replace("KIND_", "").replace('_', ' ').toLowerCase(Locale.ROOT);
  }

  private static Report converged(Setting setting, long steps) {
    try (Run run = new Run(setting, ROUNDS)) {
      run.reportAt(steps - BEFORE);
      return run.reportAt(steps);
    }
  }

  /** k* goes from 2 to 5; a right alarm comes within 1,000 steps. */
  private void drift(long seed) {
    Watch watch = new Watch(new Setting(2, 0, List.of(50, 50, 50), List.of(20), seed));
    try (watch) {
      List<Alarm> early = watch.until(Watch.SETTLED + Watch.LEARNT);
      watch.share(5);
      long change = Watch.SETTLED + Watch.LEARNT;
      List<Alarm> alarms = watch.until(change + 1_000);
      row(
          "k* from 2 to 5 at step " + change,
          seed,
          alarms.isEmpty() ? "no alarm" : alarm(alarms.get(0), watch.step()),
          early.isEmpty() && !alarms.isEmpty());
    }
  }

  private void quiet(long first) {
    int alarmed = 0;
    for (long seed = first; seed < first + QUIET_RUNS; seed++) {
      int kStar = seed % 2 == 0 ? 2 : 5;
      try (Watch watch = new Watch(new Setting(kStar, 0, List.of(50, 50, 50), List.of(20), seed))) {
        List<Alarm> alarms = watch.until(Watch.SETTLED + 2 * Watch.LEARNT);
        if (!alarms.isEmpty()) {
          alarmed++;
          out.println(
              "quiet, k* = %d, seed %d: %s"
                  .formatted(kStar, seed, alarm(alarms.get(0), watch.step())));
        }
      }
    }
    row("quiet runs", first, "%d of %d alarmed".formatted(alarmed, QUIET_RUNS), alarmed == 0);
  }

  private static String alarm(Alarm alarm, long at) {
    return String.format(
        Locale.ROOT,
        "alarm at step %d: %s from %.2f to %.2f since step %d",
        at,
        alarm.getMeasure(),
        alarm.getBefore(),
        alarm.getNow(),
        alarm.getSinceStep());
  }

  private static String shared(Report report) {
    return report.hasShared()
        ? String.format(
            Locale.ROOT,
            "%d [%d, %d] elbow %d: %s",
            report.getShared().getEstimate(),
            report.getShared().getLow(),
            report.getShared().getHigh(),
            report.getShared().getElbow(),
            report.getShared().getEvidence(0))
        : "withheld: " + String.join("; ", report.getWithheldList());
  }

  private static String curve(Report report) {
    return report.getMembersList().stream()
        .map(
            m ->
                String.format(
                    Locale.ROOT,
                    "d %d top-1 %.3f dimension %.2f left out %d",
                    m.getDimension(),
                    (m.getXToY().getTop1() + m.getYToX().getTop1()) / 2,
                    m.getDimensionF(0).getCalibrated(),
                    m.getLeftOut().getDirections()))
        .collect(Collectors.joining(", "));
  }

  private void row(String name, long seed, String seen, boolean right) {
    missed += right ? 0 : 1;
    out.printf(Locale.ROOT, "| %s | %d | %s | %s |%n", name, seed, seen, right ? "yes" : "NO");
  }
}
