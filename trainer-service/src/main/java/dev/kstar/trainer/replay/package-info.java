/**
 * Rebuilds a snapshot from the log, with the trainer's own reading, batching and training, and
 * compares every bit.
 */
package dev.kstar.trainer.replay;
