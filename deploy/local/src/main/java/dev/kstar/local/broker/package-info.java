/** A Kafka broker of one's own: one KRaft process with its data in a temporary folder. */
package dev.kstar.local.broker;
