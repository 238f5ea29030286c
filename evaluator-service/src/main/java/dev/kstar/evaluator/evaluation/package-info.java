/** Third stage: encodes the held-out pairs with each snapshot and measures what comes out. */
package dev.kstar.evaluator.evaluation;
