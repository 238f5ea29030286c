package dev.kstar.measure.verdict;

import dev.kstar.measure.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;

/**
 * The number of dimensions that both modalities share.
 *
 * @param estimate k̂*
 * @param low least number in keeping with the evidence
 * @param high largest number in keeping with the evidence
 * @param elbow the narrowest d of the population at which accuracy has stopped rising; empty where
 *     the curve does not tell
 * @param evidence what it rests on, a sentence each
 */
public record SharedDimensions(
    int estimate, int low, int high, OptionalInt elbow, List<String> evidence)
    implements Conclusion {
  /** Members' numbers that differ by more than this share do not agree. */
  private static final double AGREES = 0.25;

  public SharedDimensions {
    evidence = List.copyOf(evidence);
  }

  /**
   * From the calibrated dimensions of the members with room to spare, with what they leave out,
   * checked against accuracy over d. It is withheld unless at least half of those members have
   * settled, and agree with one another and over scales; a model that finds no partners holds
   * nothing that is shared.
   */
  public static Conclusion of(List<MemberEvidence> members) {
    List<MemberEvidence> known =
        members.stream().filter(m -> m.number().isPresent() && m.shared95().isPresent()).toList();
    if (known.isEmpty()) {
      return withheld("no model's dimension could be estimated");
    }
    List<MemberEvidence> finding = known.stream().filter(MemberEvidence::finds).toList();
    if (finding.isEmpty()) {
      return withheld("no model finds partners more often than by chance");
    }
    List<MemberEvidence> roomy = finding.stream().filter(m -> !m.fills()).toList();
    if (roomy.isEmpty()) {
      return withheld(
          "d is too small: every model fills what its d allows, up to d = %d"
              .formatted(known.stream().mapToInt(MemberEvidence::dimension).max().orElseThrow()));
    }
    return settled(roomy, members);
  }

  private static Conclusion settled(List<MemberEvidence> roomy, List<MemberEvidence> members) {
    List<MemberEvidence> settled = roomy.stream().filter(m -> m.unsettled().isEmpty()).toList();
    if (2 * settled.size() < roomy.size() || settled.isEmpty()) {
      return new Withheld(
          roomy.stream()
              .flatMap(m -> m.unsettled().map(why -> unsettled(m, why)).stream())
              .toList());
    }
    List<MemberEvidence> sure = settled.stream().filter(m -> m.disagreement().isEmpty()).toList();
    if (2 * sure.size() < settled.size() || sure.isEmpty()) {
      return new Withheld(
          settled.stream()
              .filter(m -> !m.disagreement().isEmpty())
              .map(m -> "d = %d: %s".formatted(m.dimension(), m.disagreement()))
              .toList());
    }
    return agreed(sure, members);
  }

  private static Conclusion agreed(List<MemberEvidence> sure, List<MemberEvidence> members) {
    double[] numbers = sure.stream().mapToDouble(m -> m.number().orElseThrow()).sorted().toArray();
    double least = quantile(numbers, 0.25);
    double most = quantile(numbers, 0.75);
    if (most > (1 + AGREES) * least) {
      return withheld(
          format(
              "the models do not agree: half of them read below %.1f or above %.1f", least, most));
    }
    return told(sure, quantile(numbers, 0.5), members);
  }

  private static SharedDimensions told(
      List<MemberEvidence> sure, double median, List<MemberEvidence> members) {
    int estimate = whole(median);
    Optional<Elbow> elbow = Elbow.of(estimate, members);
    Interval span = span(sure);
    int high = Math.max(estimate, whole(span.high()));
    if (elbow.isPresent() && elbow.get().larger()) {
      high = Math.max(high, elbow.get().dimension());
    }
    List<String> evidence = new ArrayList<>();
    evidence.add(sentence(sure, median, span));
    leftOut(sure).ifPresent(evidence::add);
    evidence.add(elbow.map(Elbow::evidence).orElseGet(() -> uncheckedBy(members)));
    return new SharedDimensions(
        estimate,
        Math.min(estimate, whole(span.low())),
        high,
        elbow.filter(Elbow::stands).stream().mapToInt(Elbow::dimension).findFirst(),
        evidence);
  }

  private static String uncheckedBy(List<MemberEvidence> members) {
    List<Integer> widths = members.stream().map(MemberEvidence::dimension).distinct().toList();
    return widths.size() == 1
        ? "it rests on one width, d = %d: there is no curve over d to check it against"
            .formatted(widths.get(0))
        : "there is no curve over d to check it against: that takes three widths, on both sides of"
            + " it";
  }

  private static Optional<String> leftOut(List<MemberEvidence> sure) {
    int most = sure.stream().mapToInt(m -> m.leftOut().orElse(0)).max().orElse(0);
    int least = sure.stream().mapToInt(m -> m.leftOut().orElse(0)).min().orElse(0);
    return most == 0
        ? Optional.empty()
        : Optional.of(
            "f and g leave out %s shared directions, which are counted: a linear correlation of X"
                    .formatted(least == most ? "" + most : least + " to " + most)
                + " and Y remains when what f and g tell is taken off (a larger batch teaches more)");
  }

  private static Withheld withheld(String reason) {
    return new Withheld(List.of(reason));
  }

  private static String unsettled(MemberEvidence member, String why) {
    return "still converging: d = %d, %s".formatted(member.dimension(), why);
  }

  private static int whole(double value) {
    return Math.max(1, (int) Math.round(value));
  }

  /** By straight line between the sorted values. */
  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  private static Interval span(List<MemberEvidence> members) {
    return new Interval(
        ends(members, true).min().orElseThrow(), ends(members, false).max().orElseThrow());
  }

  private static DoubleStream ends(List<MemberEvidence> members, boolean low) {
    return members.stream()
        .mapToDouble(
            m -> {
              Interval held = m.shared95().orElseThrow();
              return (low ? held.low() : held.high()) + m.leftOut().orElse(0);
            });
  }

  private static String sentence(List<MemberEvidence> sure, double median, Interval span) {
    return format(
        "the calibrated dimensions of f(X) and g(Y)%s of %s have the median %.2f and lie within"
            + " %.2f to %.2f",
        sure.stream().anyMatch(m -> m.leftOut().orElse(0) > 0) ? " and what they leave out" : "",
        sure.size() == 1
            ? "one model with d = " + sure.get(0).dimension()
            : sure.size()
                + " models with d from "
                + sure.stream().mapToInt(MemberEvidence::dimension).min().orElseThrow(),
        median,
        span.low(),
        span.high());
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
