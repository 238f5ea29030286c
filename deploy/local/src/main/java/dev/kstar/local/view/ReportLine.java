package dev.kstar.local.view;

import dev.kstar.local.job.Measures;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.MemberState;
import dev.kstar.v1.Report;
import dev.kstar.v1.TrainerState;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A report in one line, for logs and pipes. Pure. */
public final class ReportLine {
  private ReportLine() {}

  public static String of(Duration elapsed, Report report, Optional<TrainerState> trainer) {
    return Measures.first(report)
        .map(member -> line(elapsed, report, member, trainer))
        .orElse("report %d measures no model".formatted(report.getNumber()));
  }

  private static String line(
      Duration elapsed, Report report, MemberReport member, Optional<TrainerState> trainer) {
    return String.format(
        Locale.ROOT,
        "%s step %d loss %s τ %.4f top-1 %.3f/%.3f top-0.5%% %.3f/%.3f dimension %s/%s"
            + " pairs/s %s lag %s%s",
        Words.of(elapsed),
        member.getStep(),
        trainer.flatMap(ReportLine::loss).orElse(Words.NONE),
        member.getTemperature(),
        member.getXToY().getTop1(),
        member.getYToX().getTop1(),
        member.getXToY().getTopHalfPercent(),
        member.getYToX().getTopHalfPercent(),
        Words.dimension(Measures.levinaBickel(member.getDimensionFList())),
        Words.dimension(Measures.levinaBickel(member.getDimensionGList())),
        trainer.map(now -> Words.whole(Math.round(now.getPairsPerSecond()))).orElse(Words.NONE),
        trainer.map(now -> Words.whole(now.getLag())).orElse(Words.NONE),
        report.hasShared()
            ? " k* " + report.getShared().getEstimate()
            : unanswered(report, member));
  }

  /** Why there are no dimensions at all, which is nothing that more training brings. */
  private static String unanswered(Report report, MemberReport member) {
    boolean none =
        Measures.levinaBickel(member.getDimensionFList()).isEmpty()
            || Measures.levinaBickel(member.getDimensionGList()).isEmpty();
    return none && report.getWithheldCount() > 0 ? ": " + report.getWithheld(0) : "";
  }

  private static Optional<String> loss(TrainerState trainer) {
    return trainer.getMembersList().stream()
        .findFirst()
        .map(MemberState::getLoss)
        .map(loss -> Words.decimals(loss, 4));
  }
}
