package dev.kstar.trainer.intake;

import dev.kstar.v1.StreamDescriptor;

/**
 * A stream that can be trained on.
 *
 * @param descriptor its dimensions and labels
 * @param partitions of the topic of training pairs
 * @param exchange where its batches come out
 * @param positions where the training thread says how far it is
 */
public record OpenStream(
    StreamDescriptor descriptor,
    int partitions,
    BatchExchange exchange,
    TrainedPositions positions) {}
