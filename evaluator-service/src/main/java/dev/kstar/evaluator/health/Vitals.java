package dev.kstar.evaluator.health;

import java.util.List;

/**
 * What health is read off.
 *
 * @param threads heartbeats
 * @param stages in the order of the data
 * @param trainer the stage that asks the trainer, one of {@code stages}
 * @param reports the stage that makes reports, one of {@code stages}
 */
public record Vitals(
    List<Heartbeat> threads, List<Condition> stages, Condition trainer, Condition reports) {
  public Vitals {
    threads = List.copyOf(threads);
    stages = List.copyOf(stages);
  }
}
