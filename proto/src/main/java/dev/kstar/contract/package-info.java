/**
 * The record contract in code: how a pair is written, read, checked and assigned to its side of the
 * holdout split. Pure functions of bytes, no Kafka client.
 */
package dev.kstar.contract;
