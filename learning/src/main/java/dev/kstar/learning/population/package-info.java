/**
 * M models that train in lockstep on the same batches. They differ in dimension, seed or both, and
 * each is the model it would be alone.
 */
package dev.kstar.learning.population;
