package dev.kstar.local.process;

import dev.kstar.learning.file.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The one system that may run: a lock that the operating system lets go of however the launcher
 * ends, and {@code running.properties}, which tells the other commands where it listens.
 */
public final class Running implements AutoCloseable {
  private static final String FILE = "running.properties";

  private final Path file;
  private final FileChannel channel;
  private Map<String, String> said = Map.of();

  private Running(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes the lock; empty when a running system holds it. */
  public static Optional<Running> claim(Path state) {
    try {
      PrivateFiles.createDirectories(state);
      PrivateFiles.restrict(state); // older versions left it open to all
      FileChannel channel =
          PrivateFiles.open(
              state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel)) {
        return Optional.of(new Running(state.resolve(FILE), channel));
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be written: %s".formatted(state, FileProblems.of(e)), e);
    }
  }

  /** What the running system has said about itself; empty when none runs. */
  public static Optional<Map<String, String>> find(Path state) {
    Path file = state.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Optional<Running> leftOver = claim(state);
    leftOver.ifPresent(Running::close);
    return leftOver.isPresent() ? Optional.empty() : Optional.of(read(file));
  }

  /**
   * Says where the system listens, replacing what was said before. To say the same again does
   * nothing, and neither does to say something after the end.
   */
  public synchronized void say(Map<String, String> about) {
    if (about.equals(said) || !channel.isOpen()) {
      return;
    }
    Properties properties = new Properties();
    properties.putAll(about);
    Path next = file.resolveSibling(FILE + ".next");
    try {
      PrivateFiles.create(next);
      try (OutputStream out = Files.newOutputStream(next)) {
        properties.store(out, "the running system; gone when it stops");
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      said = Map.copyOf(about);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be written: %s".formatted(file, FileProblems.of(e)), e);
    }
  }

  /** Lets go of the lock; only the first call does anything. */
  @Override
  public synchronized void close() {
    if (!channel.isOpen()) {
      return;
    }
    try {
      Files.deleteIfExists(file);
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // this very process holds it
    }
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be read: %s".formatted(file, FileProblems.of(e)), e);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }
}
