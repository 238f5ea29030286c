/** Snapshots of members as the bytes of a file, in chunks. */
package dev.kstar.trainer.snapshot;
