/**
 * Checkpoints: everything that training needs to go on bit for bit, as one checksummed file that is
 * there whole or not at all.
 */
package dev.kstar.learning.checkpoint;
