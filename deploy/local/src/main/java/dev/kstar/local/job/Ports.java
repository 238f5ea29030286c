package dev.kstar.local.job;

/** The loopback ports of one system; HTTP and gRPC of a service share one. */
public record Ports(int broker, int controller, int ingest, int trainer, int evaluator) {}
