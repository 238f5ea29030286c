package dev.kstar.learning.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes files and directories that only their user may read and write, whatever the umask says.
 * Where a file system knows no such permissions they are made as usual.
 */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private PrivateFiles() {}

  /** Makes a directory and those above it that are missing; one that is there stays as it is. */
  public static Path createDirectories(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return directory; // also behind a symbolic link
    }
    return Files.createDirectories(directory, attributes(directory, DIRECTORY));
  }

  /**
   * Makes a directory whose parent is there.
   *
   * @throws FileAlreadyExistsException if something of that name is there
   */
  public static Path createDirectory(Path directory) throws IOException {
    return Files.createDirectory(directory, attributes(directory, DIRECTORY));
  }

  /** Makes an empty file; one that is there stays as it is and becomes private. */
  public static Path create(Path file) throws IOException {
    try {
      return Files.createFile(file, attributes(file, FILE));
    } catch (FileAlreadyExistsException e) {
      restrict(file);
      return file;
    }
  }

  /** Opens a file as {@link FileChannel#open} does; one that is made by it is private. */
  public static FileChannel open(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, Set.of(options), attributes(file, FILE));
  }

  /** Takes the rights of all others from a file or a directory, if it belongs to this user. */
  public static void restrict(Path path) {
    try {
      if (isPosix(path)) {
        Files.setPosixFilePermissions(path, Files.isDirectory(path) ? DIRECTORY : FILE);
      }
    } catch (IOException e) {
      return; // it belongs to another user, who decides
    }
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
