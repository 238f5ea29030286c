package dev.kstar.local.client;

import dev.kstar.v1.GetSnapshotRequest;
import dev.kstar.v1.SnapshotChunk;
import dev.kstar.v1.SnapshotInfo;
import dev.kstar.v1.TrainerGrpc;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;

/**
 * A snapshot's file as the trainer has sent it, compared with its checksum.
 *
 * @param info that came with it
 * @param bytes of the .safetensors file; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // as large as the model, so not copied
public record SnapshotDownload(SnapshotInfo info, byte[] bytes) {
  /**
   * Fetches a snapshot. Blocks.
   *
   * @param id of a kept one; empty for the newest weights
   * @param member of the newest weights
   * @throws Refusal when the trainer does not send it, or not whole
   */
  public static SnapshotDownload of(Target trainer, String id, int member) {
    ManagedChannel channel = trainer.channel();
    try {
      return read(
          TrainerGrpc.newBlockingStub(channel)
              .getSnapshot(
                  GetSnapshotRequest.newBuilder().setSnapshotId(id).setMember(member).build()));
    } catch (StatusRuntimeException e) {
      throw Refusal.of("trainer", trainer.address(), e);
    } finally {
      channel.shutdownNow();
    }
  }

  private static SnapshotDownload read(Iterator<SnapshotChunk> chunks) {
    SnapshotInfo info = SnapshotInfo.getDefaultInstance();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (chunks.hasNext()) {
      SnapshotChunk chunk = chunks.next();
      info = chunk.hasInfo() ? chunk.getInfo() : info;
      try {
        chunk.getData().writeTo(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException("memory does not fail", e);
      }
    }
    return new SnapshotDownload(info, bytes.toByteArray()).checked();
  }

  private SnapshotDownload checked() {
    String sha256 = sha256(bytes);
    if (!sha256.equals(info.getSha256())) {
      throw new Refusal(
          "trainer: the SHA-256 of the snapshot must be %s but was %s"
              .formatted(info.getSha256(), sha256));
    }
    return this;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
