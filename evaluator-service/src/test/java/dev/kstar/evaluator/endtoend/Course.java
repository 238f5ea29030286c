package dev.kstar.evaluator.endtoend;

import dev.kstar.learning.engine.EngineDefaults;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What reports tell over the course of one training: for setting thresholds, on seeds from 101 that
 * {@link TruthTable} never sees. Arguments: k*, noise, seed, steps, steps between two reports,
 * widths, width of the hidden layers, and a file for the reports, one after another.
 */
public final class Course {
  private static final int ROUNDS = 20;

  private Course() {}

  public static void main(String[] args) throws IOException {
    EngineDefaults.apply();
    List<Integer> widths = Stream.of(args[5].split(",")).map(Integer::valueOf).toList();
    Setting setting =
        Setting.sweep(
                Integer.parseInt(args[0]), Double.parseDouble(args[1]), Long.parseLong(args[2]))
            .withDimensions(widths)
            .withHidden(Integer.parseInt(args[6]));
    long steps = Long.parseLong(args[3]);
    long pause = Long.parseLong(args[4]);
    try (Run run = new Run(setting, ROUNDS);
        OutputStream kept = Files.newOutputStream(Path.of(args[7]))) {
      for (long step = pause; step <= steps; step += pause) {
        Report report = run.reportAt(step);
        report.writeDelimitedTo(kept);
        print(report);
      }
    }
  }

  private static void print(Report report) {
    for (MemberReport member : report.getMembersList()) {
      System.out.printf(
          "%d %s left out %d: %s%n",
          member.getStep(),
          member.getVerdict().getKind(),
          member.getLeftOut().getDirections(),
          member.getVerdict().getSentence());
    }
    System.out.println(report.hasShared() ? report.getShared() : report.getWithheldList());
  }
}
