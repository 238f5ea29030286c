package dev.kstar.ingest.source.file;

import dev.kstar.ingest.config.SourceSettings;
import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Marks that tell whether files hold what they held before a restart: the length and a checksum of
 * the first and the last {@value #PIECE} bytes, wherever the files lie and whatever their dates.
 */
final class ContentMarks {
  private static final int PIECE = 64 * 1024;

  private ContentMarks() {}

  /**
   * The marks of all files in words.
   *
   * @throws StartFailure when one of them cannot be read
   */
  static String of(SourceSettings.Files files) {
    List<String> marks = new ArrayList<>();
    marks.add(mark(files.x().file()));
    marks.add(mark(files.y().file()));
    files.labels().values().forEach(piece -> marks.add(mark(piece.file())));
    return String.join(" ", marks);
  }

  private static String mark(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      CRC32C checksum = new CRC32C();
      long size = channel.size();
      add(checksum, channel, 0);
      add(checksum, channel, Math.max(0, size - PIECE));
      return "%d:%08x".formatted(size, checksum.getValue());
    } catch (IOException e) {
      throw new StartFailure("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static void add(CRC32C checksum, FileChannel channel, long from) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    while (piece.hasRemaining() && channel.read(piece, from + piece.position()) >= 0) {
      // a channel may give less than it is asked for
    }
    checksum.update(piece.flip());
  }
}
