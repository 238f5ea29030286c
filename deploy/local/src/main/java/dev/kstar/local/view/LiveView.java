package dev.kstar.local.view;

import dev.kstar.local.job.Measures;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.MemberState;
import dev.kstar.v1.Report;
import dev.kstar.v1.SourceState;
import dev.kstar.v1.TrainerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The live view: a state as lines of at most {@value #WIDTH} columns. Pure. */
public final class LiveView {
  public static final int WIDTH = 78;

  private static final int LABEL = 16;
  private static final int CELL = 22;
  private static final int BARS = 20;
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private final LiveState state;
  private final Ink ink;

  private LiveView(LiveState state, Ink ink) {
    this.state = state;
    this.ink = ink;
  }

  public static List<String> lines(LiveState state, Ink ink) {
    return new LiveView(state, ink).lines();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(header());
    lines.add("");
    training(lines);
    lines.add("");
    if (state.report().map(report -> report.getMembersCount() > 1).orElse(false)) {
      CurveView.lines(state.report().orElseThrow()).forEach(line -> lines.add(cut(line, WIDTH)));
    } else {
      measured(lines);
    }
    state
        .report()
        .ifPresent(report -> lines.add(row("k*", cut(kStar(report), WIDTH - LABEL), "", "")));
    lines.add("");
    state.footer().forEach(line -> lines.add(ink.faint(cut("  " + line, WIDTH))));
    return lines;
  }

  private String header() {
    String right = phase() + "  " + Words.of(state.elapsed());
    String title = cut("  " + state.title(), WIDTH - right.length() - 9);
    String gap = " ".repeat(Math.max(1, WIDTH - 7 - title.length() - right.length()));
    return " " + ink.strong("kstar ") + title + gap + right;
  }

  private String phase() {
    return state.trainer().map(trainer -> Words.of(trainer.getPhase())).orElse("starting");
  }

  private void training(List<String> lines) {
    lines.add(
        row(
            "step",
            trainer(now -> Words.whole(now.getStep())),
            "pairs/s " + trainer(now -> Words.whole(Math.round(now.getPairsPerSecond()))),
            "lag " + trainer(now -> Words.whole(now.getLag()))));
    lines.add(
        row(
            "loss",
            member(member -> Words.decimals(member.getLoss(), 4)),
            Sparkline.of(state.losses(), BARS),
            "dead letters " + trainer(now -> Words.whole(now.getDeadLetters()))));
    lines.add(
        row("temperature τ", member(member -> Words.decimals(member.getTemperature(), 4)), "", ""));
    state
        .source()
        .ifPresent(source -> SourceRows.of(source).forEach(cells -> lines.add(row(cells))));
    note().ifPresent(note -> lines.add(ink.strong(cut("  " + note, WIDTH))));
  }

  private void measured(List<String> lines) {
    lines.add(
        row(
            "top-1",
            measure(m -> Words.decimals(m.getXToY().getTop1(), 3)) + " x→y",
            measure(m -> Words.decimals(m.getYToX().getTop1(), 3)) + " y→x",
            "report "
                + state.report().map(Report::getNumber).map(Words::whole).orElse(Words.NONE)));
    lines.add(
        row(
            "top-0.5%",
            measure(m -> Words.decimals(m.getXToY().getTopHalfPercent(), 3)) + " x→y",
            measure(m -> Words.decimals(m.getYToX().getTopHalfPercent(), 3)) + " y→x",
            "of step " + measure(m -> Words.whole(m.getStep()))));
    lines.add(
        row(
            "dimension",
            measure(m -> Words.dimension(Measures.levinaBickel(m.getDimensionFList()))) + " f(X)",
            measure(m -> Words.dimension(Measures.levinaBickel(m.getDimensionGList()))) + " g(Y)",
            Sparkline.of(state.dimensions(), BARS)));
  }

  private static String kStar(Report report) {
    if (report.hasShared()) {
      return "%d, between %d and %d"
          .formatted(
              report.getShared().getEstimate(),
              report.getShared().getLow(),
              report.getShared().getHigh());
    }
    return report.getWithheldList().stream().findFirst().orElse(Words.NONE);
  }

  /** Why the numbers may not move. */
  private Optional<String> note() {
    if (state.silent().compareTo(SILENCE) >= 0) {
      return Optional.of(
          "the trainer has not answered for %d s".formatted(state.silent().toSeconds()));
    }
    return state
        .trainer()
        .map(TrainerState::getReason)
        .filter(reason -> !reason.isEmpty())
        .or(() -> state.source().map(SourceState::getReason).filter(reason -> !reason.isEmpty()));
  }

  private String trainer(Function<TrainerState, String> value) {
    return state.trainer().map(value).orElse(Words.NONE);
  }

  private String member(Function<MemberState, String> value) {
    return state
        .trainer()
        .flatMap(now -> now.getMembersList().stream().findFirst())
        .map(value)
        .orElse(Words.NONE);
  }

  private String measure(Function<MemberReport, String> value) {
    return state.report().flatMap(Measures::first).map(value).orElse(Words.NONE);
  }

  private String row(SourceRows.Cells cells) {
    return row(cells.label(), cells.first(), cells.second(), cells.third());
  }

  private String row(String label, String first, String second, String third) {
    String values = pad(first, CELL) + pad(second, CELL) + third;
    return ink.faint(pad("  " + label, LABEL)) + cut(values.stripTrailing(), WIDTH - LABEL);
  }

  private static String pad(String text, int width) {
    return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }
}
