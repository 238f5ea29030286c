/** Second stage: the newest weights of each member, fetched from the trainer and verified. */
package dev.kstar.evaluator.snapshot;
