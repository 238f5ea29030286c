package dev.kstar.bench;

import ai.djl.Device;
import dev.kstar.bench.Rounds.Timing;
import dev.kstar.learning.engine.EngineDefaults;
import dev.kstar.learning.engine.EngineInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Milliseconds of a training step beside the paper's protocol, in one run: {@code StepBench
 * [rounds] [cpu|gpu:N] [paper|wide|growth|large|all]}. Exits with 1 and prints no figure if a
 * result is wrong.
 */
public final class StepBench {
  /** Of the population of fifteen. */
  private static final List<Integer> SWEEP =
      List.of(1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 31, 38, 44);

  private static final long ROUND = 100_000_000;

  private final int rounds;
  private final Device device;

  private StepBench(int rounds, Device device) {
    this.rounds = rounds;
    this.device = device;
  }

  /** See the class. */
  public static void main(String[] args) {
    EngineDefaults.apply();
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 30;
    Device device = Device.fromName(args.length > 1 ? args[1] : "cpu");
    String part = args.length > 2 ? args[2] : "all";
    try {
      new StepBench(rounds, device).run(part);
    } catch (Gate.Closed e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void run(String part) {
    System.out.printf("%s, load average %s%n", EngineInfo.of(device), load());
    boolean all = part.equals("all");
    Gate.sameCourse(Shapes.paper(List.of(20)), device);
    Gate.asAlone(device);
    Gate.learns(device);
    if (all || part.equals("paper")) {
      paper();
    }
    if (all || part.equals("wide")) {
      wide();
    }
    if (all || part.equals("growth")) {
      growth();
    }
    if (all || part.equals("large")) {
      LargeBatch.run(device);
    }
    System.out.printf("load average at the end %s%n", load());
  }

  private void paper() {
    Shapes one = Shapes.paper(List.of(20));
    Shapes many = Shapes.paper(SWEEP);
    try (PeerJob paper = new PeerJob(one, true, new Feed(one), device);
        PeerJob running = new PeerJob(one, false, new Feed(one), device);
        PopulationJob single = job("Kstar, M = 1", one);
        PopulationJob sweep = job("Kstar, M = 15, d 1 to 44", many);
        PopulationJob shared =
            new PopulationJob("the same on 2 threads", many, new Feed(many), device, 2);
        ProductsJob floor = new ProductsJob(one, device)) {
      report(
          "B = 256, 20-50-50-50-20; 'x' is how many times faster per model than the first line",
          Rounds.run(List.of(paper, running, single, sweep, shared, floor), rounds, ROUND));
    }
  }

  private void wide() {
    Shapes shapes = new Shapes(1024, 512, 512, List.of(512, 512, 512), List.of(512));
    try (PopulationJob own = job("Kstar", shapes);
        ProductsJob floor = new ProductsJob(shapes, device)) {
      List<Timing> timings = Rounds.run(List.of(own, floor), rounds, 5 * ROUND);
      report("B = 1,024, 512-512-512-512-512", timings);
      System.out.printf(
          Locale.ROOT,
          "matrix products alone take %.0f%% of the step by the clock, %.0f%% of the processor's time%n",
          100 * timings.get(1).median() / timings.get(0).median(),
          100 * timings.get(1).cpu() / timings.get(0).cpu());
    }
  }

  private void growth() {
    List<PopulationJob> jobs = new ArrayList<>();
    List<Integer> deep = List.of(50, 50, 50);
    for (int batch : new int[] {64, 256, 1024, 4096}) {
      jobs.add(job("B = " + batch, new Shapes(batch, 20, 20, deep, List.of(20))));
    }
    for (int d : new int[] {5, 44, 256}) {
      jobs.add(job("d = " + d, Shapes.paper(List.of(d))));
    }
    for (int width : new int[] {25, 100, 200, 400}) {
      List<Integer> hidden = List.of(width, width, width);
      jobs.add(job("hidden width " + width, new Shapes(256, 20, 20, hidden, List.of(20))));
    }
    for (int members : new int[] {5, 20}) {
      List<Integer> dimensions = IntStream.range(0, members).mapToObj(m -> 20).toList();
      jobs.add(job("M = " + members, Shapes.paper(dimensions)));
    }
    try {
      report("growth from B = 256, d = 20, width 50, M = 1", Rounds.run(jobs, rounds, ROUND));
    } finally {
      jobs.forEach(PopulationJob::close);
    }
  }

  private PopulationJob job(String name, Shapes shapes) {
    return new PopulationJob(name, shapes, new Feed(shapes), device);
  }

  private static void report(String title, List<Timing> timings) {
    System.out.printf("%n%s%n", title);
    System.out.printf(
        "%-28s %9s %19s %12s %7s %14s %7s%n",
        "", "ms/step", "quartiles", "ms/model", "x", "cpu ms/model", "x");
    Timing first = timings.get(0);
    for (Timing t : timings) {
      System.out.printf(
          Locale.ROOT,
          "%-28s %9.3f %9.3f %9.3f %12.3f %7.2f %14.3f %7.2f%n",
          t.job().name(),
          t.median(),
          t.low(),
          t.high(),
          t.perModel(),
          first.perModel() / t.perModel(),
          t.cpuPerModel(),
          first.cpuPerModel() / t.cpuPerModel());
    }
  }

  private static String load() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
