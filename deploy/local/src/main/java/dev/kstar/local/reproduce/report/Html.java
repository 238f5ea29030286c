package dev.kstar.local.reproduce.report;

import static dev.kstar.local.reproduce.figure.Svg.escaped;

import dev.kstar.local.reproduce.figure.Svg;
import dev.kstar.local.reproduce.figure.Theme;
import java.util.List;
import java.util.Locale;

/** A report as one page that needs nothing else. Pure. */
final class Html {
  private static final String STYLE =
      """
      body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
      main{max-width:1180px;margin:0 auto;padding:1.5rem}
      h1{font-size:1.6rem}h2{margin-top:3rem;border-top:1px solid var(--grid);padding-top:1rem}
      nav a{margin-right:1rem}a{color:var(--s0)}
      .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,480px),1fr));gap:1rem}
      figure{margin:0}figcaption{font-size:.85rem;color:var(--guide)}
      svg.figure{width:100%;height:auto}
      .claim{border-left:4px solid var(--guide);padding:.1rem 0 .1rem .8rem;margin:.8rem 0}
      .yes{border-left-color:var(--s2)}.no{border-left:4px double var(--s1)}.partly{border-left-style:dashed}
      .claim p{margin:.2rem 0}.verdict{font-weight:600}
      .wide{overflow-x:auto}table{border-collapse:collapse;font-size:.85rem;margin:.5rem 0 1.5rem}
      caption{text-align:left;font-weight:600;padding:.3rem 0}
      th,td{padding:.2rem .7rem;border-bottom:1px solid var(--grid);text-align:right;white-space:nowrap}
      th:first-child,td:first-child{text-align:left}td.words{text-align:left;white-space:normal;min-width:16rem}
      .about td,.runs td{text-align:left}
      code{font-size:.9em;background:var(--grid);padding:.1em .3em;border-radius:3px}
      @media print{.figures{display:block}figure{break-inside:avoid}}
      """;

  private static final int WORDS = 30;

  private final StringBuilder page = new StringBuilder();

  private Html() {}

  static String of(Document document) {
    Html html = new Html();
    html.head(document);
    document.sections().forEach(html::section);
    html.runs(document.runs());
    return html.page.append("</main></body></html>\n").toString();
  }

  private void head(Document document) {
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\">")
        .append("<title>Kstar: the paper, reproduced</title><style>")
        .append(Theme.css(":root"))
        .append(STYLE)
        .append("</style></head><body><main>\n<h1>The paper, reproduced</h1>\n")
        .append(
            "<p>Gui, Ma and Ma, <cite>Multi-modal contrastive learning adapts to intrinsic"
                + " dimensions of shared latent variables</cite>, NeurIPS 2025 (arXiv 2505.12473)."
                + " Every number comes from pairs that went through Kafka into the trainer and from"
                + " held-out pairs in the evaluator. Claims are in our words. Bands and ranges go"
                + " from the least to the largest of all seeds.</p>\n<nav>");
    for (Section section : document.sections()) {
      page.append(
          "<a href=\"#%s\">%s</a>".formatted(escaped(section.name()), escaped(section.name())));
    }
    page.append("</nav>\n<p>Made by <code>%s</code>.</p>\n".formatted(escaped(document.command())));
    table(
        new Table(
            "about",
            "Configuration and versions",
            List.of("", ""),
            document.about().entrySet().stream()
                .map(entry -> List.of(entry.getKey(), entry.getValue()))
                .toList()));
  }

  private void section(Section section) {
    page.append(
        "<h2 id=\"%s\">%s</h2>\n<p>%s</p>\n"
            .formatted(
                escaped(section.name()), escaped(section.title()), escaped(section.about())));
    section.claims().forEach(this::claim);
    page.append("<div class=\"figures\">\n");
    for (Figure figure : section.figures()) {
      page.append("<figure>")
          .append(Svg.inline(figure.chart()))
          .append("<figcaption>%s</figcaption></figure>\n".formatted(escaped(figure.caption())));
    }
    page.append("</div>\n");
    section.tables().forEach(this::table);
  }

  private void claim(Claim claim) {
    page.append(
        "<div class=\"claim %s\"><p>%s</p><p><span class=\"verdict\">%s.</span> %s</p></div>\n"
            .formatted(
                claim.holds().name().toLowerCase(Locale.ROOT),
                escaped(claim.claim()),
                escaped(upper(claim.holds().words())),
                escaped(claim.seen())));
  }

  private void table(Table table) {
    page.append(
        "<div class=\"wide\"><table class=\"%s\"><caption>%s</caption><tr>"
            .formatted(escaped(table.name()), escaped(table.caption())));
    table.columns().forEach(name -> page.append("<th>%s</th>".formatted(escaped(name))));
    page.append("</tr>\n");
    for (List<String> row : table.rows()) {
      page.append("<tr>");
      row.forEach(
          cell ->
              page.append(
                  "<td%s>%s</td>"
                      .formatted(cell.length() > WORDS ? " class=\"words\"" : "", escaped(cell))));
      page.append("</tr>\n");
    }
    page.append("</table></div>\n");
  }

  private void runs(List<MadeRun> runs) {
    page.append("<h2 id=\"runs\">Runs</h2>\n");
    table(
        new Table(
            "runs",
            "Every run, and the command that makes it again",
            List.of("run", "what", "seconds", "load", "command"),
            runs.stream()
                .map(
                    run ->
                        List.of(
                            run.name(),
                            run.words(),
                            String.format(Locale.ROOT, "%.0f", run.seconds()),
                            String.format(Locale.ROOT, "%.1f", run.load()),
                            run.command()))
                .toList()));
  }

  private static String upper(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
