/**
 * The training thread: one step for the whole population on each batch, and at the boundaries
 * between steps the state for all to see and the answers to requests.
 */
package dev.kstar.trainer.training;
