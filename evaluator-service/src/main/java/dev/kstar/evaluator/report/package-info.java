/** Last stage: keeps reports, here and in Kafka, and hands each one on to whoever watches. */
package dev.kstar.evaluator.report;
