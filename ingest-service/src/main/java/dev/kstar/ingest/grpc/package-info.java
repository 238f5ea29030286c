/** The gRPC service, a view of the running stream. */
package dev.kstar.ingest.grpc;
