package dev.kstar.measure.verdict;

import dev.kstar.measure.verdict.Verdict.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The rules that turn a member's numbers into a verdict. τ, loss, accuracy and dimension are only
 * telling at once: noise in the pairs makes τ level off while the dimension stays right, and hidden
 * layers that are too narrow keep τ falling while loss and accuracy stall and the dimension is low.
 */
public final class Judge {
  /** d log τ / d log step below which τ falls. */
  static final double TEMPERATURE_FALLS = -0.3;

  /** Partners among the nearest half percent of which a healthy model finds most. */
  static final double RETRIEVED = 0.9;

  /** A wider model is better when its top-1 is higher by this and by twice the standard error. */
  static final double BETTER = 0.02;

  /** A dimension so far below k̂* is low. */
  static final double LOW = 0.75;

  private Judge() {}

  /**
   * @param member one of {@code population}
   * @param shared what the population tells of k*
   */
  public static Verdict of(
      MemberEvidence member, List<MemberEvidence> population, Optional<SharedDimensions> shared) {
    Optional<Trend> trend = member.history().trend();
    if (trend.isEmpty()) {
      return new Verdict(
          Kind.STILL_CONVERGING,
          "only %d observations of the training so far"
              .formatted(member.history().points().size()));
    }
    return of(member, wider(member, population), shared, trend.get());
  }

  private static Verdict of(
      MemberEvidence member,
      Optional<MemberEvidence> wider,
      Optional<SharedDimensions> shared,
      Trend trend) {
    String numbers = numbers(member, trend);
    Verdict tooSmall =
        new Verdict(
            Kind.D_TOO_SMALL,
            "the dimension fills what d = %d allows, and %s: %s"
                .formatted(member.dimension(), comparison(wider), numbers));
    // more steps cannot give it room, so a wider one that has settled decides at once
    if (member.fills() && wider.map(w -> settled(w) && better(w, member)).orElse(false)) {
      return tooSmall;
    }
    if (Math.log(2) * trend.lossSlope() < -MemberEvidence.LOSS_FALLS) {
      return new Verdict(Kind.STILL_CONVERGING, "the loss still falls: " + numbers);
    }
    if (member.fills() && wider.map(w -> better(w, member)).orElse(true)) {
      return tooSmall;
    }
    if (!member.finds()) {
      return new Verdict(
          Kind.UNDECIDED,
          "partners are found no more often than by chance, so nothing shared is learned, or"
              + " nothing is shared: "
              + numbers);
    }
    if (member.topHalfPercent() >= RETRIEVED) {
      return new Verdict(Kind.HEALTHY, "partners are found: " + numbers);
    }
    return unretrieved(member, shared, trend, numbers);
  }

  private static Verdict unretrieved(
      MemberEvidence member, Optional<SharedDimensions> shared, Trend trend, String numbers) {
    boolean falls = trend.temperatureSlope() < TEMPERATURE_FALLS;
    boolean low = low(member, shared);
    if (!falls && !low) {
      return new Verdict(
          Kind.NOISE_FLOOR,
          "τ is level and the dimension holds, so the pairs are noisy: " + numbers);
    }
    if (member.leftOut().orElse(0) > 0) {
      return new Verdict(
          Kind.CAPACITY,
          "shared directions are left out though d has room for them, so the hidden layers are too"
              + " narrow: "
              + numbers);
    }
    if (falls && (low || member.leftOut().isEmpty() && notAbove(member, shared))) {
      return new Verdict(
          Kind.CAPACITY,
          "τ still falls while loss and accuracy stall, so the hidden layers are too narrow: "
              + numbers);
    }
    if (falls) {
      return new Verdict(
          Kind.UNDECIDED,
          "τ still falls while the loss stalls, and nothing shared is left out as far as it is"
              + " linear: the pairs are noisy, or the hidden layers too narrow for the rest: "
              + numbers);
    }
    return new Verdict(Kind.UNDECIDED, "no rule fits: " + numbers);
  }

  /** Where k̂* itself comes from members like this one, a low dimension cannot show against it. */
  private static boolean notAbove(MemberEvidence member, Optional<SharedDimensions> shared) {
    return shared.isEmpty()
        || member.shared().isPresent()
            && member.shared().getAsDouble() <= shared.get().estimate() + LOW;
  }

  /** Whether it holds fewer dimensions than are shared. */
  private static boolean low(MemberEvidence member, Optional<SharedDimensions> shared) {
    if (member.leftOut().orElse(0) > 0) {
      return true;
    }
    OptionalDouble dimension = member.shared();
    return dimension.isPresent()
        && shared.map(s -> dimension.getAsDouble() < s.estimate() - LOW).orElse(false);
  }

  /** The most accurate of the models with a larger d. */
  private static Optional<MemberEvidence> wider(
      MemberEvidence member, List<MemberEvidence> population) {
    return population.stream()
        .filter(other -> other.dimension() > member.dimension())
        .max(Comparator.comparingDouble(MemberEvidence::top1));
  }

  private static boolean settled(MemberEvidence member) {
    return member.unsettled().isEmpty();
  }

  private static boolean better(MemberEvidence wider, MemberEvidence member) {
    double error = Math.hypot(wider.top1Error(), member.top1Error());
    return wider.top1() > member.top1() + Math.max(BETTER, 2 * error);
  }

  private static String comparison(Optional<MemberEvidence> wider) {
    return wider
        .map(w -> String.format(Locale.ROOT, "d = %d reaches top-1 %.3f", w.dimension(), w.top1()))
        .orElse("no wider model is there to compare with");
  }

  private static String numbers(MemberEvidence member, Trend trend) {
    String dimension =
        member.shared().isPresent()
            ? String.format(Locale.ROOT, "%.2f", member.shared().getAsDouble())
            : "unknown";
    return String.format(
        Locale.ROOT,
        "d %d, dimension %s%s, top-1 %.3f, top-0.5 %% %.3f, τ %.4f with slope %.2f and loss %.3f"
            + " with slope %.3f against log step",
        member.dimension(),
        dimension,
        member.leftOut().orElse(0) > 0
            ? " (%d shared left out)".formatted(member.leftOut().getAsInt())
            : "",
        member.top1(),
        member.topHalfPercent(),
        trend.temperature(),
        trend.temperatureSlope(),
        trend.loss(),
        trend.lossSlope());
  }
}
