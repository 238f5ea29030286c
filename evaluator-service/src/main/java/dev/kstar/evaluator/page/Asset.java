package dev.kstar.evaluator.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * One file of the page, out of the jar.
 *
 * @param bytes as they are
 * @param gzip the same, packed
 * @param tag changes with the content, for a browser that has a copy
 */
@SuppressWarnings("ArrayRecordComponent") // bytes in bulk, never compared as a whole
record Asset(String type, byte[] bytes, byte[] gzip, String tag) {
  /** Every file there is: nothing else of the jar is ever served. */
  static final List<String> NAMES =
      List.of(
          "index.html",
          "page.css",
          "icon.svg",
          "main.js",
          "feed.js",
          "model.js",
          "words.js",
          "chart.js",
          "charts.js",
          "charts-reports.js",
          "charts-training.js",
          "plot.js",
          "missing.js",
          "exports.js",
          "panels.js",
          "theme.js",
          "vendor/echarts.esm.min.js",
          "vendor/LICENSE",
          "vendor/NOTICE");

  static Asset load(String name) {
    try (InputStream file = Asset.class.getResourceAsStream("/page/" + name)) {
      if (file == null) {
        throw new IllegalStateException("the file page/" + name + " is missing in the jar");
      }
      byte[] bytes = file.readAllBytes();
      return new Asset(type(name), bytes, gzip(bytes), '"' + sha256(bytes) + '"');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> "text/plain; charset=utf-8";
    };
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
