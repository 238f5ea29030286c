/**
 * One trained model as a value: its weights, what is known about them, their file format, and the
 * encoders they make up. A snapshot is immutable and independent of the training it came from.
 */
package dev.kstar.learning.snapshot;
