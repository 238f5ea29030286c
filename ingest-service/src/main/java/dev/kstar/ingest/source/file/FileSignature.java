package dev.kstar.ingest.source.file;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Tells by its first bytes what a file holds that is given as text but is none. Pure. */
public final class FileSignature {
  /** Bytes from the start of a file that are looked at. */
  public static final int HEAD_BYTES = 1 << 13;

  private static final int TAR_AT = 257;

  /** Share of the bytes of text in Latin script that are 0 in UTF-16, less than that. */
  private static final double ZERO_SHARE = 0.2;

  /** A kind of file by its first bytes. */
  private record Kind(String start, String words) {}

  private static final String UNPACK = "unpack it first, or pack it with gzip";

  private static final List<Kind> KINDS =
      List.of(
          new Kind("BZh", "is bzip2-compressed: " + UNPACK),
          new Kind("\u00fd7zXZ\0", "is xz-compressed: " + UNPACK),
          new Kind("]\0\0", "is lzma-compressed: " + UNPACK),
          new Kind("\u0028\u00b5\u002f\u00fd", "is zstd-compressed: " + UNPACK),
          new Kind("\u0004\"M\u0018", "is lz4-compressed: " + UNPACK),
          new Kind("7z\u00bc\u00af\u0027\u001c", "is a 7z archive: " + UNPACK),
          new Kind("\u001f\u009d", "is compressed with compress (.Z): " + UNPACK),
          new Kind("PAR1", "is a Parquet file: use --source parquet"),
          new Kind("\u0093NUMPY", "is a NumPy array: use --source npy"),
          new Kind("\u0089HDF\r\n", "is an HDF5 file: use --source h5ad"),
          new Kind("ARROW1", "is an Arrow (Feather) file: write it as Parquet"),
          new Kind("\u00d0\u00cf\u0011\u00e0", "is an Excel workbook: save it as CSV"),
          new Kind("ORC", "is an ORC file: write it as Parquet"),
          new Kind("Obj\u0001", "is an Avro file: write it as Parquet"),
          new Kind("SQLite format 3\0", "is an SQLite database: write the table as CSV"),
          new Kind("%PDF-", "is a PDF: save its table as CSV"),
          new Kind("\u0000\u0000\u00fe\u00ff", "is UTF-32 text: save it as UTF-8"),
          new Kind("\u00ff\u00fe\0\0", "is UTF-32 text: save it as UTF-8"),
          new Kind("\u00ff\u00fe", "is UTF-16 text: save it as UTF-8"),
          new Kind("\u00fe\u00ff", "is UTF-16 text: save it as UTF-8"));

  private FileSignature() {}

  /**
   * What a file is instead of text in UTF-8 or ASCII, and what to do about it, to be put behind its
   * name.
   *
   * @param head the first bytes of the file, {@link #HEAD_BYTES} of them if it has so many
   * @return empty for what may be a table in text
   */
  public static Optional<String> otherThanText(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("PK\u0003\u0004")) {
      return Optional.of(zip(text));
    }
    if (text.startsWith("BZh") && !text.startsWith("1AY&SY", 4)) {
      return Optional.empty(); // a column may be named so
    }
    if (text.startsWith("ORC") && text.indexOf('\0') < 0) {
      return Optional.empty();
    }
    Optional<String> known =
        KINDS.stream().filter(kind -> text.startsWith(kind.start)).map(Kind::words).findFirst();
    if (known.isPresent()) {
      return known;
    }
    if (text.startsWith("ustar", TAR_AT)) {
      return Optional.of("is a tar archive: unpack it first");
    }
    return text.indexOf('\0') >= 0 ? Optional.of(binary(text)) : structured(text);
  }

  /** Whether a file is gzip-compressed. */
  public static boolean isGzip(byte[] head) {
    return head.length >= 2 && head[0] == 0x1f && head[1] == (byte) 0x8b;
  }

  private static String zip(String text) {
    if (text.contains("[Content_Types].xml") || text.contains("xl/")) {
      return "is an Excel workbook: save it as CSV";
    }
    return text.contains(".npy")
        ? "is an .npz file: use --source npz"
        : "is a zip archive: " + UNPACK;
  }

  private static String binary(String text) {
    long zeros = text.chars().filter(character -> character == 0).count();
    boolean wide = zeros > ZERO_SHARE * text.length() && text.chars().allMatch(c -> c < 0x7f);
    return wide
        ? "is UTF-16 or UTF-32 text: save it as UTF-8"
        : "holds bytes that are no text: name a file of text";
  }

  private static Optional<String> structured(String text) {
    String start = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    String first = start.stripLeading();
    if (first.startsWith("{") || first.matches("(?s)\\[\\s*[\\[{\"\\d-].*")) {
      return Optional.of("is JSON: write it as CSV");
    }
    if (first.matches("(?s)(<\\?xml|<!DOCTYPE|<html).*")) {
      return Optional.of("is XML or HTML: save its table as CSV");
    }
    return Optional.empty();
  }
}
