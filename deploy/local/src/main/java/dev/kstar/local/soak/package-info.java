/** Runs the whole system at full speed for long and tells whether anything grows. */
package dev.kstar.local.soak;
