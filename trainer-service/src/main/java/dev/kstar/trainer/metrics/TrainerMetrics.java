package dev.kstar.trainer.metrics;

import dev.kstar.learning.population.MemberSpec;
import dev.kstar.learning.population.StepOutcome.Member;
import dev.kstar.stream.DeadLetters;
import dev.kstar.trainer.intake.Gap;
import dev.kstar.trainer.intake.PairIntake;
import dev.kstar.trainer.training.Prequential;
import dev.kstar.trainer.training.StateBoard;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The published state as gauges; reading one costs the training thread nothing. Those of a model
 * carry its number, dimension and seed.
 */
public final class TrainerMetrics {
  private final StateBoard board;

  public TrainerMetrics(
      MeterRegistry registry,
      StateBoard board,
      PairIntake intake,
      DeadLetters deadLetters,
      List<MemberSpec> members) {
    this.board = board;
    Gauge.builder("kstar.trainer.step", board, b -> b.read().step()).register(registry);
    Gauge.builder("kstar.trainer.step.milliseconds", board, b -> b.read().pace().stepMilliseconds())
        .register(registry);
    Gauge.builder("kstar.trainer.steps.per.second", board, b -> b.read().pace().stepsPerSecond())
        .register(registry);
    Gauge.builder("kstar.trainer.lag", intake, PairIntake::lag).register(registry);
    Gauge.builder("kstar.trainer.gap.offsets", board, TrainerMetrics::skipped).register(registry);
    Gauge.builder("kstar.trainer.dead.letters.unsent", deadLetters, DeadLetters::unsent)
        .register(registry);
    for (int m = 0; m < members.size(); m++) {
      Tags tags = tags(m, members.get(m));
      member(registry, m, "kstar.trainer.loss", tags, Member::loss);
      member(registry, m, "kstar.trainer.temperature", tags, Member::temperature);
      prequential(registry, m, tags, "x_to_y", Prequential.Top1::xToY);
      prequential(registry, m, tags, "y_to_x", Prequential.Top1::yToX);
      member(registry, m, "kstar.trainer.norm.f", tags, Member::normF);
      member(registry, m, "kstar.trainer.norm.g", tags, Member::normG);
    }
  }

  private static long skipped(StateBoard board) {
    return board.read().gaps().stream().mapToLong(Gap::offsets).sum();
  }

  private static Tags tags(int member, MemberSpec spec) {
    return Tags.of(
        "member", String.valueOf(member),
        "dimension", String.valueOf(spec.dimension()),
        "seed", String.valueOf(spec.seed()));
  }

  private void member(
      MeterRegistry registry, int member, String name, Tags tags, ToDoubleFunction<Member> value) {
    Gauge.builder(name, board, b -> value(b.read().members(), member, value))
        .tags(tags)
        .register(registry);
  }

  /** Top-1 on a batch before it is learned from. */
  private void prequential(
      MeterRegistry registry,
      int member,
      Tags tags,
      String direction,
      ToDoubleFunction<Prequential.Top1> value) {
    Gauge.builder(
            "kstar.trainer.prequential.top1",
            board,
            b -> {
              List<Prequential.Top1> found = b.read().prequential().members();
              return member < found.size() ? value.applyAsDouble(found.get(member)) : Double.NaN;
            })
        .tags(tags.and("direction", direction))
        .register(registry);
  }

  private static double value(List<Member> members, int member, ToDoubleFunction<Member> value) {
    return member < members.size() ? value.applyAsDouble(members.get(member)) : Double.NaN;
  }
}
