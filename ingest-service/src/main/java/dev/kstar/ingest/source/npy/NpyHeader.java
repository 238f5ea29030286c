package dev.kstar.ingest.source.npy;

import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
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
   * Reads what stands before the values.
   *
   * @throws StartFailure when the file is no .npy file or its header is not understood
   */
  static NpyHeader read(Path file, FileChannel channel) throws IOException {
    ByteBuffer start = bytes(channel, 0, 12);
    byte[] magic = new byte[Math.min(MAGIC.length, start.remaining())];
    start.get(magic);
    if (!Arrays.equals(magic, MAGIC) || start.remaining() < 6) {
      throw new StartFailure(file + " must be a .npy file but does not start like one");
    }
    int version = start.get();
    int minor = start.get();
    if (version < 1 || version > 3) {
      throw new StartFailure(
          "%s must be a .npy file of version 1, 2 or 3 but was %d.%d"
              .formatted(file, version, minor));
    }
    long length = version == 1 ? start.getShort() & 0xffff : start.getInt() & 0xffffffffL;
    long offset = version == 1 ? 10 : 12;
    if (length > LONGEST || offset + length > channel.size()) {
      throw new StartFailure(
          "%s must hold its header but the header's %d bytes do not fit".formatted(file, length));
    }
    ByteBuffer text = bytes(channel, offset, (int) length);
    return parse(file, StandardCharsets.UTF_8.decode(text).toString().trim(), offset + length);
  }

  private static NpyHeader parse(Path file, String text, long dataOffset) {
    Matcher type = TYPE.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!type.find() || !order.find() || !shape.find()) {
      throw new StartFailure(
          "%s must hold one plain array (descr, fortran_order and shape) but its header was %s"
              .formatted(file, text));
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

  private static ByteBuffer bytes(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
      // a channel may give less than it is asked for
    }
    return buffer.flip();
  }
}
