package dev.kstar.ingest.source.npy;

import dev.kstar.ingest.source.file.MappedCells;
import dev.kstar.ingest.source.file.Quoted;
import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before the values of a .npy file, versions 1 to 3: magic, version, length, and a
 * Python dictionary. Format: numpy.lib.format.
 *
 * @param file for messages
 * @param type NumPy's name of the value type, such as {@code <f4}
 * @param fortranOrder whether columns lie together instead of rows
 * @param shape length of each axis
 * @param dataOffset bytes before the first value
 */
record NpyHeader(Path file, String type, boolean fortranOrder, List<Long> shape, long dataOffset) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** NumPy pads to 64 bytes; a dictionary of one array type is far shorter than this. */
  private static final long LONGEST = 1 << 16;

  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE =
      Pattern.compile("'shape'\\s*:\\s*\\(((?:\\s*\\d{1,18}\\s*,)*\\s*(?:\\d{1,18}\\s*)?)\\)");

  /**
   * Reads what stands before the values, and no more.
   *
   * @param name of the array, for messages
   * @throws StartFailure when there is no .npy array or its header is not understood
   */
  static NpyHeader read(Path name, InputStream in) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length + 2);
    if (magic.length < MAGIC.length + 2 || !Arrays.equals(magic, 0, 6, MAGIC, 0, 6)) {
      throw new StartFailure(name + " must be a .npy file but does not start like one");
    }
    int version = magic[MAGIC.length];
    if (version < 1 || version > 3) {
      throw new StartFailure(
          "%s must be a .npy file of version 1, 2 or 3 but was %d.%d"
              .formatted(name, version, magic[MAGIC.length + 1]));
    }
    int lengthBytes = version == 1 ? 2 : 4;
    long length = little(in.readNBytes(lengthBytes));
    byte[] text = length > LONGEST ? new byte[0] : in.readNBytes((int) length);
    if (text.length != length) {
      throw new StartFailure(
          "%s must hold its header but the header's %d bytes do not fit".formatted(name, length));
    }
    return parse(
        name, new String(text, StandardCharsets.UTF_8).trim(), magic.length + lengthBytes + length);
  }

  private static long little(byte[] bytes) {
    long number = 0;
    for (int i = 0; i < bytes.length; i++) {
      number |= (bytes[i] & 0xffL) << (8 * i);
    }
    return number;
  }

  private static NpyHeader parse(Path file, String text, long dataOffset) {
    Matcher type = TYPE.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!type.find() || !order.find() || !shape.find()) {
      throw new StartFailure(
          "%s must hold one plain array (descr, fortran_order and shape) but its header was %s"
              .formatted(file, Quoted.of(text)));
    }
    List<Long> axes =
        Pattern.compile(",")
            .splitAsStream(shape.group(1))
            .map(String::trim)
            .filter(axis -> !axis.isEmpty())
            .map(Long::valueOf)
            .toList();
    return new NpyHeader(file, type.group(1), order.group(1).equals("True"), axes, dataOffset);
  }

  /** The value type. */
  NpyType valueType() {
    return NpyType.of(type);
  }

  /**
   * Checks that this is a matrix of numbers.
   *
   * @throws StartFailure when it is anything else
   */
  void requireFeatures() {
    String hint =
        switch (shape.size()) {
          case 0, 2 -> "";
          case 1 -> "; array.reshape(-1, 1) makes one value a row of it";
          default -> "; array.reshape(len(array), -1) makes rows of it";
        };
    boolean helps = valueType().isNumeric();
    require(shape.size() == 2, "a 2-D array of numbers, one row a pair,", helps ? hint : "");
  }

  /**
   * Checks that these are labels, one a row: a vector of numbers or a matrix of one column.
   *
   * @throws StartFailure when it is anything else
   */
  void requireLabels() {
    boolean column = shape.size() == 2 && shape.get(1) == 1;
    NpyType kind = valueType();
    String hint =
        kind.isText() ? "; numpy.unique(labels, return_inverse=True)[1] makes numbers of text" : "";
    require(shape.size() == 1 || column, "a 1-D array of whole numbers, one label a row,", hint);
  }

  private void require(boolean hasAxes, String what, String hint) {
    if (!hasAxes || !valueType().isNumeric()) {
      throw new StartFailure(
          "%s must hold %s but holds %s of shape %s%s"
              .formatted(file, what, Quoted.of(valueType().inWords()), shape, hint));
    }
    if (shape.stream().anyMatch(length -> length < 1)) {
      throw new StartFailure(
          "%s must hold at least one row and one column but has shape %s".formatted(file, shape));
    }
  }

  /** Rows of a vector or matrix. */
  long rows() {
    return shape.get(0);
  }

  /** Values in a row of a vector or matrix. */
  long width() {
    return shape.size() == 1 ? 1 : shape.get(1);
  }

  /**
   * Checks that the values of this shape take as many bytes as there are.
   *
   * @param held bytes behind the header
   * @throws StartFailure when they take more or fewer
   */
  void requireBytes(long held) {
    int size = valueType().size();
    // width first, as rows times width could overflow
    boolean fits =
        width() <= MappedCells.MAP_BYTES / size
            && rows() == held / (width() * size)
            && held % (width() * size) == 0;
    if (!fits) {
      throw new StartFailure(
          "%s must hold the values of shape %s (%s) but holds %d bytes of them"
              .formatted(file, shape, type, held));
    }
  }
}
