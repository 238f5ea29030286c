/** Adam as PyTorch has it, with moments that can be saved and restored. */
package dev.kstar.learning.optimizer;
