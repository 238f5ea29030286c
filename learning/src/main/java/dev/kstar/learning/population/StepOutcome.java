package dev.kstar.learning.population;

import java.util.List;

/**
 * What one step gave.
 *
 * @param step number of applied steps after this one
 * @param applied false if a loss, a norm or a gradient was not finite; the population is then bit
 *     for bit as before
 * @param members by member
 */
public record StepOutcome(long step, boolean applied, List<Member> members) {
  public StepOutcome {
    members = List.copyOf(members);
  }

  /**
   * One member's figures as used in the step, before its update.
   *
   * @param loss symmetric InfoNCE in nats
   * @param temperature τ
   * @param normF m_f; 1 for the cosine
   * @param normG m_g, likewise
   */
  public record Member(double loss, double temperature, double normF, double normG) {}
}
