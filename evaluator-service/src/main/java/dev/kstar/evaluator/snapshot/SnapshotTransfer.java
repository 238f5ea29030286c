package dev.kstar.evaluator.snapshot;

import com.google.protobuf.ByteString;
import dev.kstar.learning.snapshot.MalformedSnapshotException;
import dev.kstar.learning.snapshot.Safetensors;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.v1.SnapshotChunk;
import dev.kstar.v1.SnapshotInfo;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Puts a snapshot's chunks together and checks size, SHA-256 and form. For one transfer. */
final class SnapshotTransfer {
  private SnapshotInfo info;
  private ByteString data = ByteString.EMPTY;

  /**
   * @throws TrainerFailure when there is no first chunk with the info, or more data than announced
   */
  void add(SnapshotChunk chunk) throws TrainerFailure {
    if (info == null) {
      if (!chunk.hasInfo()) {
        throw new TrainerFailure("the first chunk of a snapshot must hold its info but did not");
      }
      info = chunk.getInfo();
    }
    data = data.concat(chunk.getData());
    if (data.size() > info.getSize()) {
      throw wrongSize("more");
    }
  }

  /**
   * The snapshot, after the last chunk.
   *
   * @throws TrainerFailure when it is not the file that was announced
   */
  TakenSnapshot finish() throws TrainerFailure {
    if (info == null) {
      throw new TrainerFailure("a snapshot must come in at least one chunk but none came");
    }
    if (data.size() != info.getSize()) {
      throw wrongSize(Integer.toString(data.size()));
    }
    byte[] file = data.toByteArray();
    String sha256 = HexFormat.of().formatHex(sha256().digest(file));
    if (!sha256.equals(info.getSha256())) {
      throw new TrainerFailure(
          "the SHA-256 of %s must be %s but was %s".formatted(name(), info.getSha256(), sha256));
    }
    return new TakenSnapshot(info, read(file));
  }

  private Snapshot read(byte[] file) throws TrainerFailure {
    try {
      return Safetensors.read(file);
    } catch (MalformedSnapshotException e) {
      throw new TrainerFailure("%s is no snapshot: %s".formatted(name(), e.getMessage()), e);
    }
  }

  private TrainerFailure wrongSize(String was) {
    return new TrainerFailure(
        "%s must have %d bytes but had %s".formatted(name(), info.getSize(), was));
  }

  private String name() {
    return "snapshot \"%s\" of member %d".formatted(info.getSnapshotId(), info.getMember());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
