package dev.kstar.local.view;

import dev.kstar.local.job.Compacted;
import dev.kstar.local.job.Measures;
import dev.kstar.v1.MemberReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Small models beside the wide one that k* was found with. Pure. */
public final class CompactView {
  private CompactView() {}

  /**
   * @param kStar what the small ones were made for
   * @param wide the model in the running system
   * @param small trained on the same log, by rising dimension
   */
  public static List<String> lines(int kStar, Compacted wide, List<Compacted> small) {
    List<String> lines = new ArrayList<>();
    lines.add("k* = %d: models of that size beside the wide one".formatted(kStar));
    lines.add("");
    lines.add(
        format(
            "  %4s  %9s  %6s  %8s  %9s  %9s  %s",
            "d", "steps", "top-1", "top-0.5%", "dimension", "KiB", "ms to encode"));
    small.forEach(model -> lines.add(line(model)));
    lines.add(line(wide));
    lines.add("");
    lines.add(
        "Time is of a call for %,d x, the way to the trainer and back included."
            .formatted(Compacted.SAMPLES));
    lines.add(
        "A model with d = k* has to lay the shared space onto a sphere of d − 1 dimensions: d = k* +"
            + " 1 is the smallest that holds it.");
    return lines;
  }

  private static String line(Compacted model) {
    MemberReport report = model.report();
    return format(
        "  %4d  %,9d  %.3f   %.3f     %9s  %9.1f  %.2f",
        report.getDimension(),
        report.getStep(),
        (report.getXToY().getTop1() + report.getYToX().getTop1()) / 2,
        Measures.topHalfPercent(report),
        Words.dimension(Measures.levinaBickel(report.getDimensionFList())),
        model.bytes() / 1024.0,
        model.encodeMilliseconds());
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
