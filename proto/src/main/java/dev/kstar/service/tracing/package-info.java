/**
 * OpenTelemetry traces where no framework carries them: in Kafka's records and between services.
 */
package dev.kstar.service.tracing;
