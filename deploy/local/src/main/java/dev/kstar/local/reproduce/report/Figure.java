package dev.kstar.local.reproduce.report;

import dev.kstar.local.reproduce.figure.Chart;

/**
 * A chart with its file name.
 *
 * @param name without an ending, unique in the report
 */
public record Figure(String name, Chart chart, String caption) {}
