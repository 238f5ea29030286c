package dev.kstar.local.view;

import dev.kstar.local.job.Job;
import dev.kstar.local.job.Measures;
import dev.kstar.local.job.PaperProtocol;
import dev.kstar.v1.MemberReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a demo has come to, with what the paper's protocol needs for the same. Pure. */
public final class ResultView {
  private ResultView() {}

  /**
   * Lines for the end of a demo.
   *
   * @param verdict the first line
   * @param member the first member's part of the report that decided
   * @param elapsed since the launcher started
   * @param trainingSeconds spent in training steps up to the report's
   */
  public static List<String> lines(
      String verdict, Job job, MemberReport member, Duration elapsed, double trainingSeconds) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(verdict);
    lines.add("");
    lines.add(
        format(
            "  step          %,d of %d pairs: %,d pairs",
            member.getStep(), job.batch(), member.getStep() * job.batch()));
    lines.add(
        format(
            "  time          %.1f s since start, of which %.1f s in training steps",
            elapsed.toMillis() / 1e3, trainingSeconds));
    lines.add(
        format(
            "  top-1         %.3f x→y   %.3f y→x",
            member.getXToY().getTop1(), member.getYToX().getTop1()));
    lines.add(
        format(
            "  top-0.5%%      %.3f x→y   %.3f y→x",
            member.getXToY().getTopHalfPercent(), member.getYToX().getTopHalfPercent()));
    lines.add(
        format(
            "  dimension     %s f(X)   %s g(Y)   (Levina-Bickel)",
            Words.dimension(Measures.levinaBickel(member.getDimensionFList())),
            Words.dimension(Measures.levinaBickel(member.getDimensionGList()))));
    lines.add(format("  temperature   %.4f", member.getTemperature()));
    lines.add("");
    lines.addAll(paper(job, member));
    return lines;
  }

  private static List<String> paper(Job job, MemberReport member) {
    List<String> lines = new ArrayList<>();
    lines.add(
        format(
            "The paper's protocol takes %,d steps of %d = %,d pairs at learning rate %s,",
            PaperProtocol.STEPS,
            PaperProtocol.BATCH,
            PaperProtocol.PAIRS,
            PaperProtocol.LEARNING_RATE));
    lines.add(
        format("over and over %,d fixed pairs", PaperProtocol.DISTINCT_PAIRS) + end(job, member));
    if (PaperProtocol.covers(job)) {
      lines.add(
          format(
              "Our reference run of it in plain PyTorch: top-1 %.3f, top-0.5%% %.3f, dimension %.2f.",
              PaperProtocol.TOP_1, PaperProtocol.TOP_HALF_PERCENT, PaperProtocol.DIMENSION));
    }
    return lines;
  }

  private static String end(Job job, MemberReport member) {
    double pairs = (double) member.getStep() * job.batch();
    return pairs == 0
        ? "."
        : format(": %.1f times the pairs trained on here.", PaperProtocol.PAIRS / pairs);
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
