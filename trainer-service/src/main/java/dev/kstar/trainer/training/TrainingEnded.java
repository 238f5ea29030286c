package dev.kstar.trainer.training;

/** There is no training thread any more that could answer; the state says why. */
public final class TrainingEnded extends RuntimeException {
  private static final long serialVersionUID = 1;

  TrainingEnded() {
    super("training has ended");
  }
}
