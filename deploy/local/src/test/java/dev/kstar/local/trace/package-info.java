/** Traces over the whole system, as a collector sees them. */
package dev.kstar.local.trace;
