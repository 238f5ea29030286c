/**
 * The gRPC face of the trainer. Its threads read published state and ask by mailbox; they own
 * nothing.
 */
package dev.kstar.trainer.grpc;
