/** The services as a client sees them, over gRPC. */
package dev.kstar.local.client;
