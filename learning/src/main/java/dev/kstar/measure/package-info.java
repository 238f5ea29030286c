/**
 * What representations are worth: retrieval between modalities, their spread on the sphere, and
 * their intrinsic dimension. Pure functions of points in memory: no engine, no I/O, no randomness.
 */
package dev.kstar.measure;
