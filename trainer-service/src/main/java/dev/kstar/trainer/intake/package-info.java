/**
 * From Kafka to mini-batches. The thread {@code intake} owns the consumer; it decodes records
 * straight into the buffers of batches and hands full batches to the training thread over a bounded
 * exchange.
 */
package dev.kstar.trainer.intake;
