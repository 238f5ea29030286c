/** First stage: the newest held-out pairs, read from Kafka on a thread of their own. */
package dev.kstar.evaluator.holdout;
