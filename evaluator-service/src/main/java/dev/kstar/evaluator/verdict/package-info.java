/** Fourth stage: what the measured numbers mean, with what was seen of the training before. */
package dev.kstar.evaluator.verdict;
