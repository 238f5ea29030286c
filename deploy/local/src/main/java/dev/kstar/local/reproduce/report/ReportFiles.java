package dev.kstar.local.reproduce.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import dev.kstar.local.reproduce.figure.Picture;
import dev.kstar.local.reproduce.figure.Svg;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;

/**
 * Writes a report: {@code report.html}, {@code report.json}, {@code figures/NAME.svg} and {@code
 * .png}, {@code numbers/NAME.csv} of each figure and table.
 *
 * @param out the folder
 */
public record ReportFiles(Path out) {
  private static final Gson GSON =
      new GsonBuilder()
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .serializeSpecialFloatingPointValues()
          .registerTypeAdapter(
              OptionalDouble.class,
              (JsonSerializer<OptionalDouble>)
                  (value, type, context) ->
                      value.isPresent()
                          ? new JsonPrimitive(value.getAsDouble())
                          : JsonNull.INSTANCE)
          .create();

  /**
   * Replaces an earlier report.
   *
   * @return the page
   * @throws UncheckedIOException when a file cannot be written
   */
  public Path write(Document document) {
    for (Section section : document.sections()) {
      section.figures().forEach(this::figure);
      section.tables().forEach(table -> write("numbers", table.name() + ".csv", Csv.of(table)));
    }
    write("", "report.json", GSON.toJson(document));
    return write("", "report.html", Html.of(document));
  }

  private void figure(Figure figure) {
    write("figures", figure.name() + ".svg", Svg.file(figure.chart()));
    write("numbers", figure.name() + ".csv", Csv.of(figure.chart()));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.setUseCache(false);
      ImageIO.write(Picture.of(figure.chart()), "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    write("figures", figure.name() + ".png", png.toByteArray());
  }

  private Path write(String folder, String name, String text) {
    return write(folder, name, text.getBytes(StandardCharsets.UTF_8));
  }

  private Path write(String folder, String name, byte[] bytes) {
    Path file = out.resolve(folder).resolve(name);
    Path next = file.resolveSibling(name + ".next");
    try {
      Files.createDirectories(next.getParent());
      Files.write(next, bytes);
      return Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written".formatted(file), e);
    }
  }
}
