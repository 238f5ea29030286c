package dev.kstar.trainer.snapshot;

import dev.kstar.learning.snapshot.FileContent;
import dev.kstar.learning.snapshot.MalformedSnapshotException;
import dev.kstar.learning.snapshot.Seal;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.SnapshotDirectory;
import dev.kstar.service.PlainText;
import dev.kstar.v1.SnapshotInfo;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The folder of kept snapshots with an index of what is in it. One thread writes and removes; any
 * thread looks and reads.
 */
final class SnapshotShelf {
  /** Characters of an id that a sentence repeats: a client may ask for anything. */
  private static final int MAX_ID_CHARACTERS = 200;

  private final SnapshotDirectory directory;
  private final Map<String, Kept> index = new ConcurrentHashMap<>();

  /**
   * Looks through the folder.
   *
   * @param warnings takes a sentence for each file that is no whole snapshot; it stays where it is
   */
  SnapshotShelf(SnapshotDirectory directory, Consumer<String> warnings) throws IOException {
    this.directory = directory;
    for (Path file : directory.files()) {
      try {
        add(file);
      } catch (IllegalArgumentException | IOException e) {
        warnings.accept(
            "%s is no whole snapshot and is left out: %s".formatted(file, e.getMessage()));
      }
    }
  }

  /** The id names the file to send or to remove later, so it must be this one's. */
  private void add(Path file) throws IOException {
    byte[] bytes = FileContent.read(file);
    Snapshot snapshot = Seal.open(bytes);
    SnapshotFile found = SnapshotFile.of(snapshot, bytes, Kept.createdMs(snapshot));
    String id = found.info().getSnapshotId();
    if (!directory.file(id).equals(file)) {
      throw new MalformedSnapshotException(
          "its name must be that of its snapshot, %s, with .safetensors".formatted(id));
    }
    add(snapshot, found);
  }

  private Kept add(Snapshot snapshot, SnapshotFile file) {
    Kept kept = Kept.of(file.info(), snapshot);
    index.put(file.info().getSnapshotId(), kept);
    return kept;
  }

  Collection<Kept> all() {
    return index.values();
  }

  Optional<Kept> find(String id) {
    return Optional.ofNullable(index.get(id));
  }

  /** Oldest first, members in order. */
  List<SnapshotInfo> list() {
    return index.values().stream()
        .map(Kept::info)
        .sorted(
            Comparator.comparingLong(SnapshotInfo::getCreatedMs)
                .thenComparing(SnapshotInfo::getRunId)
                .thenComparingLong(SnapshotInfo::getStep)
                .thenComparingInt(SnapshotInfo::getMember))
        .toList();
  }

  /** Puts a snapshot that is not there yet on the shelf; it then survives a loss of power. */
  Kept put(Snapshot snapshot, long nowMs) throws IOException {
    Snapshot described = Seal.seal(Kept.describe(snapshot, nowMs, parent(snapshot)));
    SnapshotFile file = SnapshotFile.of(described, nowMs);
    directory.write(file.info().getSnapshotId(), file.bytes());
    return add(described, file);
  }

  /** The newest of the same run and member that is older; an empty one for the first. */
  private SnapshotInfo parent(Snapshot snapshot) {
    return index.values().stream()
        .map(Kept::info)
        .filter(info -> info.getRunId().equals(snapshot.metadata().runId()))
        .filter(info -> info.getMember() == snapshot.metadata().member())
        .filter(info -> info.getStep() < snapshot.metadata().step())
        .max(Comparator.comparingLong(SnapshotInfo::getStep))
        .orElse(SnapshotInfo.getDefaultInstance());
  }

  /** Leaves the file, but no longer knows of it. */
  void forget(String id) {
    index.remove(id);
  }

  void remove(String id) throws IOException {
    directory.remove(id);
  }

  /**
   * A kept snapshot's file, checked.
   *
   * @throws MissingSnapshotException when it is not on the shelf, or its file is gone
   * @throws DamagedSnapshotException when its file is not what was written
   */
  SnapshotFile file(String id) {
    Kept kept = index.get(id);
    if (kept == null) {
      throw new MissingSnapshotException(
          "no snapshot %s is kept".formatted(PlainText.of(id, MAX_ID_CHARACTERS)));
    }
    Path file = directory.file(id);
    try {
      byte[] bytes = FileContent.read(file);
      String sha256 = Seal.sha256(bytes);
      if (!sha256.equals(kept.info().getSha256())) {
        throw new DamagedSnapshotException(
            "the SHA-256 of %s must be %s but was %s"
                .formatted(file, kept.info().getSha256(), sha256),
            null);
      }
      return new SnapshotFile(kept.info(), bytes);
    } catch (NoSuchFileException e) {
      throw new MissingSnapshotException("the file of snapshot %s is gone: %s".formatted(id, file));
    } catch (IOException e) {
      throw new DamagedSnapshotException("%s cannot be read: %s".formatted(file, e), e);
    }
  }

  void close() throws IOException {
    directory.close();
  }
}
