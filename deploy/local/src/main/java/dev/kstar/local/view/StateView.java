package dev.kstar.local.view;

import dev.kstar.v1.MemberState;
import dev.kstar.v1.TrainerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A trainer's state, readable. Pure. */
public final class StateView {
  private StateView() {}

  public static List<String> lines(TrainerState state) {
    List<String> lines = new ArrayList<>();
    lines.add(line("phase", phase(state)));
    lines.add(line("run", state.getRunId()));
    lines.add(line("stream", stream(state)));
    lines.add(
        line(
            "engine",
            "%s on %s, %d threads",
            state.getEngine().getName(),
            state.getEngine().getDevice(),
            state.getEngine().getThreads()));
    lines.add(
        line(
            "step",
            "%,d of %d pairs: %,d pairs",
            state.getStep(),
            state.getBatchSize(),
            state.getPairs()));
    lines.add(
        line(
            "speed",
            "%,.0f pairs/s, %.2f ms a step, %.1f s in steps",
            state.getPairsPerSecond(),
            state.getStepMilliseconds(),
            state.getTrainingSeconds()));
    lines.add(line("lag", "%,d pairs, %,d dead letters", state.getLag(), state.getDeadLetters()));
    lines.add("");
    lines.add("member     d       seed      loss         τ       m_f       m_g");
    state.getMembersList().forEach(member -> lines.add(member(member)));
    return lines;
  }

  private static String phase(TrainerState state) {
    String phase = Words.of(state.getPhase());
    return state.getReason().isEmpty() ? phase : phase + ": " + state.getReason();
  }

  private static String stream(TrainerState state) {
    return state.hasStream()
        ? "%s (%s), dx = %d, dy = %d"
            .formatted(
                state.getStream().getStream(),
                state.getStream().getSource(),
                state.getStream().getDx(),
                state.getStream().getDy())
        : Words.NONE;
  }

  private static String member(MemberState member) {
    return String.format(
        Locale.ROOT,
        "%6d %5d %10d %9.4f %9.4f %9.4f %9.4f",
        member.getMember(),
        member.getDimension(),
        member.getSeed(),
        member.getLoss(),
        member.getTemperature(),
        member.getNormF(),
        member.getNormG());
  }

  private static String line(String label, String format, Object... values) {
    return String.format(Locale.ROOT, "%-8s", label)
        + (values.length == 0 ? format : String.format(Locale.ROOT, format, values));
  }
}
