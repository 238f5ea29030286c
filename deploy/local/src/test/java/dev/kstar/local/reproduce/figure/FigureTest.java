package dev.kstar.local.reproduce.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class FigureTest {
  @Test
  void svgIsWellFormedWithALineAndABandForEachSeries() throws Exception {
    Document svg = parse(Svg.file(chart(2)));

    assertThat(strokes(svg)).contains("var(--s0)", "var(--s1)");
    assertThat(fills(svg)).contains("var(--s0)");
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("a < b & c");
  }

  @Test
  void everySeriesIsToldApartWithoutColour() throws Exception {
    Document svg = parse(Svg.inline(chart(6)));

    NodeList paths = svg.getElementsByTagName("path");
    Set<String> dashes = new HashSet<>();
    for (int i = 0; i < paths.getLength(); i++) {
      var attributes = paths.item(i).getAttributes();
      var width = attributes.getNamedItem("stroke-width");
      if (width != null && width.getNodeValue().equals("1.8")) {
        var dash = attributes.getNamedItem("stroke-dasharray");
        dashes.add(dash == null ? "" : dash.getNodeValue());
      }
    }
    assertThat(dashes).hasSize(6);
  }

  @Test
  void theNameOfAGuideIsWrittenOverTheLinesWithAnEdge() {
    Chart chart =
        new Chart(
            "t",
            Axis.linear("x"),
            Axis.linear("y"),
            List.of(Series.of("s", List.of(Point.of(1, 1), Point.of(2, 3)))),
            List.of(Guide.x(1.5, "here")));

    String svg = Svg.inline(chart);

    int line = svg.indexOf("stroke-width=\"1.8\"");
    assertThat(line).isPositive();
    assertThat(svg.indexOf(">here<")).isGreaterThan(line);
    assertThat(svg.lines().filter(words -> words.contains(">here<")))
        .allMatch(words -> words.contains("paint-order=\"stroke\""));
  }

  @Test
  void valuesThatAreNoNumbersAreLeftOut() throws Exception {
    Chart chart =
        new Chart(
            "t",
            Axis.linear("x"),
            Axis.linear("y"),
            List.of(Series.of("s", List.of(Point.of(1, Double.NaN), Point.of(2, 3)))),
            List.of());

    assertThat(Svg.inline(chart)).doesNotContain("NaN");
    assertThat(chart.series().get(0).points()).containsExactly(Point.of(2, 3));
  }

  @Test
  void aChartWithoutPointsIsStillAFigure() throws Exception {
    Chart chart =
        new Chart(
            "t",
            Axis.logarithmic("x"),
            Axis.share("y"),
            List.of(Series.of("s", List.of())),
            List.of());

    assertThat(parse(Svg.file(chart)).getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(Picture.of(chart).getWidth()).isEqualTo(2 * Layout.WIDTH);
  }

  @Test
  void thePictureDecodesAndShowsTheColourOfEachSeries() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(Picture.of(chart(2)), "png", png);

    BufferedImage read = ImageIO.read(new ByteArrayInputStream(png.toByteArray()));

    Set<Integer> colours = new HashSet<>();
    for (int x = 0; x < read.getWidth(); x++) {
      for (int y = 0; y < read.getHeight(); y++) {
        colours.add(read.getRGB(x, y) & 0xffffff);
      }
    }
    assertThat(colours).contains(0x0072b2, 0xd55e00, 0xffffff);
  }

  @Test
  void logarithmicTicksAreOneTwoFiveAndTheEnd() {
    Scale scale = Scale.of(Axis.logarithmic("d"), new double[] {1, 44}, 0, 100);

    assertThat(scale.ticks()).containsExactly(1.0, 2.0, 5.0, 10.0, 20.0, 44.0);
    assertThat(scale.place(1)).isZero();
    assertThat(scale.place(Math.sqrt(44))).isCloseTo(50, Offset.offset(1e-9));
  }

  @Test
  void ticksAreNamedWithoutNeedlessDigits() {
    assertThat(List.of(0.0, 0.25, 5.0, 200.0, 31_200.0, 1e6, 1e-4).stream().map(Scale::label))
        .containsExactly("0", "0.25", "5", "200", "31.2k", "1M", "1e-04");
  }

  private static Chart chart(int series) {
    return new Chart(
        "a < b & c",
        Axis.logarithmic("d"),
        Axis.share("accuracy"),
        IntStream.range(0, series)
            .mapToObj(
                i ->
                    Series.of(
                        "series " + i,
                        List.of(
                            new Point(1, 0.1 + i * 0.1, 0.05 + i * 0.1, 0.15 + i * 0.1),
                            new Point(44, 0.4 + i * 0.1, 0.35 + i * 0.1, 0.45 + i * 0.1))))
            .toList(),
        List.of(Guide.x(5, "k*"), Guide.y(0.5, "half")));
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static Set<String> strokes(Document svg) {
    return attributes(svg, "stroke");
  }

  private static Set<String> fills(Document svg) {
    return attributes(svg, "fill");
  }

  private static Set<String> attributes(Document svg, String name) {
    NodeList paths = svg.getElementsByTagName("path");
    Set<String> values = new HashSet<>();
    for (int i = 0; i < paths.getLength(); i++) {
      var attribute = paths.item(i).getAttributes().getNamedItem(name);
      if (attribute != null) {
        values.add(attribute.getNodeValue());
      }
    }
    return values;
  }
}
