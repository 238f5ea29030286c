/**
 * Where training left off: the newest checkpoint is read before anything starts, and new ones are
 * written by a thread of their own.
 */
package dev.kstar.trainer.checkpoint;
