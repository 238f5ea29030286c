package dev.kstar.measure.verdict;

/**
 * One observation of a member's training.
 *
 * @param step training step, at least 1
 * @param temperature τ, above 0
 * @param loss symmetric InfoNCE of a batch, in nats
 */
public record TrainingPoint(long step, double temperature, double loss) {}
