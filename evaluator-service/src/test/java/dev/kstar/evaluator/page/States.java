package dev.kstar.evaluator.page;

import dev.kstar.v1.MemberState;
import dev.kstar.v1.TrainerState;

/** States of a trainer with one member. */
final class States {
  private States() {}

  static TrainerState at(String run, long step) {
    return TrainerState.newBuilder()
        .setRunId(run)
        .setStep(step)
        .setPhase(TrainerState.Phase.PHASE_TRAINING)
        .setPairsPerSecond(1000)
        .setLag(7)
        .setDeadLetters(3)
        .addMembers(
            MemberState.newBuilder().setDimension(20).setLoss(5.0 / (1 + step)).setTemperature(0.5))
        .build();
  }
}
