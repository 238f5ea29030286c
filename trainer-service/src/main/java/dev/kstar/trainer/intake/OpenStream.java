package dev.kstar.trainer.intake;

import dev.kstar.v1.StreamDescriptor;

/**
 * A stream that can be trained on.
 *
 * @param descriptor its dimensions and labels
 * @param log of training pairs
 * @param exchange where its batches come out
 * @param positions where the training thread says how far it is
 * @param gaps what the log lacked and was skipped
 */
public record OpenStream(
    StreamDescriptor descriptor,
    PairsLog log,
    BatchExchange exchange,
    TrainedPositions positions,
    Gaps gaps) {}
