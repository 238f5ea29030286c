/** Dead letters as they stand in Kafka: listed, and sent back once they are repaired. */
package dev.kstar.local.deadletter;
