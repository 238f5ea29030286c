package dev.kstar.local.reproduce.report;

import java.util.List;

/**
 * One experiment in the report.
 *
 * @param name of the experiment
 * @param about what is run, in a few sentences
 */
public record Section(
    String name,
    String title,
    String about,
    List<Claim> claims,
    List<Figure> figures,
    List<Table> tables) {
  public Section {
    claims = List.copyOf(claims);
    figures = List.copyOf(figures);
    tables = List.copyOf(tables);
  }
}
