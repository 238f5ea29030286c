/** The service {@code kstar.v1.Evaluator}, which only reads what the stages have published. */
package dev.kstar.evaluator.grpc;
