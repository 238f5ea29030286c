package dev.kstar.ingest.source.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Names the kind of a file by its first bytes, for messages. */
public final class FileKind {
  private static final int FIRST_BYTES = 64;
  private static final int QUOTED_BYTES = 8;

  private record Signature(String hex, String name) {
    boolean begins(byte[] bytes) {
      byte[] expected = HexFormat.of().parseHex(hex);
      return bytes.length >= expected.length
          && Arrays.equals(bytes, 0, expected.length, expected, 0, expected.length);
    }
  }

  private static final List<Signature> SIGNATURES =
      List.of(
          new Signature("934e554d5059", "a .npy file"),
          new Signature("504b0304", "a zip archive (as .npz and .xlsx are)"),
          new Signature("504b0506", "an empty zip archive"),
          new Signature("50415231", "a Parquet file"),
          new Signature("894844460d0a1a0a", "an HDF5 file (as .h5ad and .h5mu are)"),
          new Signature("1f8b", "a gzip file"),
          new Signature("425a68", "a bzip2 file"),
          new Signature("fd377a585a00", "an xz file"),
          new Signature("28b52ffd", "a zstd file"),
          new Signature("4152524f5731", "an Arrow or Feather file"),
          new Signature("d0cf11e0", "an old Office file"),
          new Signature("53514c69746520", "an SQLite file"),
          new Signature("25504446", "a PDF file"),
          new Signature("8004", "a Python pickle"),
          new Signature("8005", "a Python pickle"),
          new Signature("fffe", "text in UTF-16"),
          new Signature("feff", "text in UTF-16"),
          new Signature("7b", "JSON"));

  private FileKind() {}

  /** Returns the kind of a file as a phrase, such as "a gzip file" or "empty". */
  public static String of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(FIRST_BYTES));
    } catch (IOException e) {
      return Files.exists(file) ? "not readable" : "not there";
    }
  }

  static String of(byte[] first) {
    if (first.length == 0) {
      return "empty";
    }
    return SIGNATURES.stream()
        .filter(signature -> signature.begins(first))
        .findFirst()
        .map(Signature::name)
        .orElseGet(() -> isText(first) ? "text" : startsWith(first));
  }

  private static boolean isText(byte[] first) {
    return new String(first, StandardCharsets.UTF_8)
        .chars()
        .allMatch(c -> c >= ' ' || c == '\t' || c == '\n' || c == '\r');
  }

  private static String startsWith(byte[] first) {
    int count = Math.min(QUOTED_BYTES, first.length);
    return "of an unknown kind (it starts with the bytes %s)"
        .formatted(HexFormat.ofDelimiter(" ").formatHex(first, 0, count));
  }
}
