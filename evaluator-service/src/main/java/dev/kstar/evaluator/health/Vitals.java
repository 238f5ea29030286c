package dev.kstar.evaluator.health;

import java.util.List;

/** What health is read off: the heartbeats of the threads, the conditions of the stages. */
public record Vitals(List<Heartbeat> threads, List<Condition> stages) {
  public Vitals {
    threads = List.copyOf(threads);
    stages = List.copyOf(stages);
  }
}
