package dev.kstar.learning.population;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A step that has not been taken yet; its gradients are in the towers.
 *
 * @param tau temperature by member
 * @param figures of each member in turn: loss, −∂L/∂log τ, norms of f and g, running averages of
 *     both after the step, sum of the encoders' squared gradients
 * @param width figures of a member
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one step and is never compared
record Proposal(double[] tau, double[] figures, int width) {
  /** False if a figure, a gradient or a gradient's square is not finite. */
  boolean isFinite() {
    return Finite.all(figures);
  }

  double gradLogTau(int member) {
    return -figure(member, 1);
  }

  double squaredGradients(int member) {
    return figure(member, 6);
  }

  double[] normF() {
    return column(2);
  }

  double[] normG() {
    return column(3);
  }

  double[] averageNormF() {
    return column(4);
  }

  double[] averageNormG() {
    return column(5);
  }

  private double[] column(int index) {
    return IntStream.range(0, tau.length).mapToDouble(member -> figure(member, index)).toArray();
  }

  private double figure(int member, int index) {
    return figures[member * width + index];
  }

  List<StepOutcome.Member> members() {
    return IntStream.range(0, tau.length)
        .mapToObj(m -> new StepOutcome.Member(figure(m, 0), tau[m], figure(m, 2), figure(m, 3)))
        .toList();
  }
}
