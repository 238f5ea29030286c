package dev.kstar.local.reproduce.report;

/**
 * A run in the report's list.
 *
 * @param command that makes it again, alone
 * @param seconds from start to evaluation
 * @param load the machine's load average at its end
 */
public record MadeRun(String name, String words, String command, double seconds, double load) {}
