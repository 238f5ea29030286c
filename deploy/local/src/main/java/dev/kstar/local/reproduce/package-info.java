/**
 * {@code ./kstar reproduce}: the paper's experiments through the real system, and a report of what
 * they show beside what is claimed.
 */
package dev.kstar.local.reproduce;
