package dev.kstar.local.reproduce.baseline;

import dev.kstar.local.job.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the user's own files: {@code .npy} of numbers, and CSV with or without a header. */
final class PairFiles {
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\((\\d+),\\s*(\\d*)\\)");
  private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([<|>=]?[a-z]\\d)'");
  private static final int MAGIC = 8;

  private PairFiles() {}

  /**
   * All values of a file.
   *
   * @throws IllegalArgumentException with what is wrong, for the user
   */
  static Matrix read(Path file, Source.Format format) {
    try {
      return format == Source.Format.NPY ? npy(file) : csv(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("%s cannot be read".formatted(file), e);
    }
  }

  private static Matrix npy(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.limit() < MAGIC + 2 || bytes.get(0) != (byte) 0x93 || bytes.get(1) != 'N') {
      throw new IllegalArgumentException("%s must be a .npy file but is not".formatted(file));
    }
    boolean first = bytes.get(6) == 1;
    int start = first ? MAGIC + Short.BYTES : MAGIC + Integer.BYTES;
    int length = first ? bytes.getShort(MAGIC) & 0xffff : bytes.getInt(MAGIC);
    String header = new String(bytes.array(), start, length, StandardCharsets.ISO_8859_1);
    Matcher shape = SHAPE.matcher(header);
    Matcher type = TYPE.matcher(header);
    if (!shape.find() || !type.find() || header.contains("'fortran_order': True")) {
      throw new IllegalArgumentException(
          "%s must hold one or two dimensions of numbers in C order but is %s"
              .formatted(file, header.strip()));
    }
    int rows = Integer.parseInt(shape.group(1));
    int columns = shape.group(2).isEmpty() ? 1 : Integer.parseInt(shape.group(2));
    bytes.position(start + length);
    return values(file, bytes, type.group(1), rows, columns);
  }

  private static Matrix values(Path file, ByteBuffer bytes, String type, int rows, int columns) {
    Matrix matrix = Matrix.zeros(rows, columns);
    int size = type.charAt(type.length() - 1) - '0';
    if (bytes.remaining() < (long) rows * columns * size) {
      throw new IllegalArgumentException(
          "%s must hold %d × %d values but is shorter".formatted(file, rows, columns));
    }
    for (int i = 0; i < rows * columns; i++) {
      matrix.values()[i] =
          switch (type.substring(1)) {
            case "f4" -> bytes.getFloat();
            case "f8" -> bytes.getDouble();
            case "i4" -> bytes.getInt();
            case "i8" -> bytes.getLong();
            default ->
                throw new IllegalArgumentException(
                    "%s must hold f4, f8, i4 or i8 but holds %s".formatted(file, type));
          };
    }
    return matrix;
  }

  private static Matrix csv(Path file) throws IOException {
    List<String[]> lines =
        Files.readAllLines(file).stream()
            .filter(line -> !line.isBlank())
            .map(line -> line.split(",", -1))
            .toList();
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("%s must hold rows but is empty".formatted(file));
    }
    int skip = numeric(lines.get(0)) ? 0 : 1;
    int columns = lines.get(0).length;
    Matrix matrix = Matrix.zeros(lines.size() - skip, columns);
    for (int i = skip; i < lines.size(); i++) {
      if (lines.get(i).length != columns || !numeric(lines.get(i))) {
        throw new IllegalArgumentException(
            "row %d of %s must be %d numbers".formatted(i - skip, file, columns));
      }
      for (int j = 0; j < columns; j++) {
        matrix.set(i - skip, j, Double.parseDouble(lines.get(i)[j]));
      }
    }
    return matrix;
  }

  private static boolean numeric(String[] cells) {
    for (String cell : cells) {
      try {
        Double.parseDouble(cell);
      } catch (NumberFormatException e) {
        return false;
      }
    }
    return true;
  }
}
