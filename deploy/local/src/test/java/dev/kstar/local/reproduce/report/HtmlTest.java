package dev.kstar.local.reproduce.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.local.reproduce.figure.Axis;
import dev.kstar.local.reproduce.figure.Chart;
import dev.kstar.local.reproduce.figure.Point;
import dev.kstar.local.reproduce.figure.Series;
import dev.kstar.local.reproduce.report.Claim.Holds;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class HtmlTest {
  /** Ends elements, attributes and comments, and holds what XML forbids. */
  private static final String HOSTILE = "\"'--></title></style><script>alert(1)</script>&\u001b[2J";

  @Test
  void of_hostileTextEverywhere_staysText() {
    Chart chart =
        new Chart(
            HOSTILE,
            Axis.linear(HOSTILE),
            Axis.linear(HOSTILE),
            List.of(Series.of(HOSTILE, List.of(Point.of(1, 2)))),
            List.of());
    Section section =
        new Section(
            HOSTILE,
            HOSTILE,
            HOSTILE,
            List.of(new Claim(HOSTILE, Holds.YES, HOSTILE)),
            List.of(new Figure("figure", chart, HOSTILE)),
            List.of(new Table(HOSTILE, HOSTILE, List.of(HOSTILE), List.of(List.of(HOSTILE)))));

    String page =
        Html.of(
            new Document(
                HOSTILE,
                Map.of(HOSTILE, HOSTILE),
                List.of(section),
                List.of(new MadeRun(HOSTILE, HOSTILE, HOSTILE, 1, 1))));

    assertThat(page).doesNotContain("<script", "\u001b", "\"'--");
    assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;\\u001b[2J");
  }

  @Test
  void svg_hostileText_isWellFormed() throws Exception {
    Chart chart =
        new Chart(
            HOSTILE,
            Axis.linear(HOSTILE),
            Axis.linear("y"),
            List.of(Series.of(HOSTILE, List.of(Point.of(1, 2)))),
            List.of());

    String svg = dev.kstar.local.reproduce.figure.Svg.inline(chart);

    var parsed =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(parsed.getElementsByTagName("script").getLength()).isZero();
  }
}
