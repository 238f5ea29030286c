/**
 * The live page and the same as JSON: the course of the training as it comes from the trainer, the
 * reports, and what browsers are told of both. Reads what the other stages publish and holds none
 * of them up.
 */
package dev.kstar.evaluator.page;
