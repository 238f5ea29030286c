/** The commands and their options, and the session that {@code demo} and {@code up} are. */
package dev.kstar.local.cli;
