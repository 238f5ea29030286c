package dev.kstar.trainer.metrics;

import dev.kstar.learning.population.StepOutcome.Member;
import dev.kstar.trainer.intake.PairIntake;
import dev.kstar.trainer.training.StateBoard;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The published state as gauges; reading one costs the training thread nothing. */
public final class TrainerMetrics {
  private final StateBoard board;

  public TrainerMetrics(MeterRegistry registry, StateBoard board, PairIntake intake, int members) {
    this.board = board;
    Gauge.builder("kstar.trainer.step", board, b -> b.read().step()).register(registry);
    Gauge.builder("kstar.trainer.step.milliseconds", board, b -> b.read().pace().stepMilliseconds())
        .register(registry);
    Gauge.builder("kstar.trainer.steps.per.second", board, b -> b.read().pace().stepsPerSecond())
        .register(registry);
    Gauge.builder("kstar.trainer.lag", intake, PairIntake::lag).register(registry);
    for (int m = 0; m < members; m++) {
      member(registry, m, "kstar.trainer.loss", Member::loss);
      member(registry, m, "kstar.trainer.temperature", Member::temperature);
      member(registry, m, "kstar.trainer.norm.f", Member::normF);
      member(registry, m, "kstar.trainer.norm.g", Member::normG);
    }
  }

  private void member(
      MeterRegistry registry, int member, String name, ToDoubleFunction<Member> value) {
    Gauge.builder(name, board, b -> value(b.read().members(), member, value))
        .tag("member", String.valueOf(member))
        .register(registry);
  }

  private static double value(List<Member> members, int member, ToDoubleFunction<Member> value) {
    return member < members.size() ? value.applyAsDouble(members.get(member)) : Double.NaN;
  }
}
