package dev.kstar.ingest.source.file;

import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Temporary files in {@code java.io.tmpdir} that have no name any more once they are open (where
 * the system allows that), so nothing is left of them however the process ends.
 */
public final class TemporaryFiles {
  private static final long MEGABYTE = 1 << 20;

  private TemporaryFiles() {}

  /**
   * Makes one, open for reading and writing.
   *
   * @param source file that will be copied into it, for messages
   * @param bytes that will be written; 0 when they are not known
   * @throws StartFailure if the disk has not so much room
   */
  public static FileChannel create(Path source, long bytes) throws IOException {
    Path file = Files.createTempFile("kstar-ingest-", ".rows");
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    long room = Files.getFileStore(file.getParent()).getUsableSpace();
    if (bytes > room) {
      channel.close();
      throw new StartFailure(
          "%s takes %d MB when it is unpacked but %s has room for %d MB; name another directory with JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=…"
              .formatted(source, bytes / MEGABYTE, file.getParent(), room / MEGABYTE));
    }
    return channel;
  }
}
