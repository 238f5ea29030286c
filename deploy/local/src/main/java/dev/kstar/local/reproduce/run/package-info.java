/**
 * How runs become results: each through a broker and the three services, its result kept in a file,
 * so that an interrupted reproduction goes on after the last complete run.
 */
package dev.kstar.local.reproduce.run;
