package dev.kstar.trainer.snapshot;

import ai.djl.Device;
import com.google.protobuf.ByteString;
import dev.kstar.contract.Float32;
import dev.kstar.learning.snapshot.EncoderShape;
import dev.kstar.learning.snapshot.SampleStandardisation;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.SnapshotEncoder;
import dev.kstar.v1.EncodeRequest;
import dev.kstar.v1.EncodeResponse;
import dev.kstar.v1.Modality;
import dev.kstar.v1.SampleForm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Representations from the newest weights or a kept snapshot: the training thread at most copies
 * weights, the executor encodes while training goes on.
 */
public final class Encoding {
  /** Keeps an answer below the 4 MiB that gRPC clients take by default. */
  static final int MOST_VALUES = 1_000_000;

  private final Snapshots snapshots;
  private final Executor executor;

  public Encoding(Snapshots snapshots, Executor executor) {
    this.snapshots = snapshots;
    this.executor = executor;
  }

  /**
   * Encodes the request's samples with its member.
   *
   * @return fails with IllegalArgumentException when the samples are not of the model's width or
   *     the answer would be too large, and with IllegalStateException when samples come as their
   *     source has them and the snapshot does not record how to standardise them
   */
  public CompletableFuture<EncodeResponse> encode(EncodeRequest request) {
    return snapshots
        .snapshot(request.getSnapshotId(), request.getMember())
        .thenApplyAsync(snapshot -> encode(snapshot, request), executor);
  }

  private static EncodeResponse encode(Snapshot snapshot, EncodeRequest request) {
    EncoderShape shape = snapshot.metadata().shape();
    boolean x = request.getModality() == Modality.MODALITY_X;
    int count = request.getCount();
    check(request, x ? shape.dx() : shape.dy(), shape.dimension());
    float[] samples = samples(snapshot, request, x);
    try (SnapshotEncoder encoder = SnapshotEncoder.load(snapshot, Device.cpu())) {
      float[] rows = x ? encoder.encodeX(samples, count) : encoder.encodeY(samples, count);
      return EncodeResponse.newBuilder()
          .setCount(count)
          .setDimension(shape.dimension())
          .setRepresentations(Float32.encode(rows, 0, rows.length))
          .setStep(snapshot.metadata().step())
          .build();
    }
  }

  private static void check(EncodeRequest request, int width, int dimension) {
    int count = request.getCount();
    int most = MOST_VALUES / dimension;
    if (count < 1 || count > most) {
      throw new IllegalArgumentException(
          "count must be from 1 to %d for dimension %d but was %d"
              .formatted(most, dimension, count));
    }
    long bytes = (long) count * width * Float.BYTES;
    if (request.getSamples().size() != bytes) {
      throw new IllegalArgumentException(
          "samples must hold %d rows of %d float32 values (%d bytes) but held %d bytes"
              .formatted(count, width, bytes, request.getSamples().size()));
    }
  }

  /** Samples as the model takes them: standardised as the stream is. */
  private static float[] samples(Snapshot snapshot, EncodeRequest request, boolean x) {
    float[] samples = floats(request.getSamples());
    if (request.getForm() == SampleForm.SAMPLE_FORM_AS_IN_SOURCE) {
      SampleStandardisation standardisation =
          SampleStandardisation.of(snapshot.metadata())
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "form must be SAMPLE_FORM_AS_IN_STREAM for snapshot %s, which was kept"
                                  .formatted(snapshot.metadata().id())
                              + " before snapshots recorded how samples were standardised"));
      (x ? standardisation.x() : standardisation.y()).ifPresent(columns -> columns.apply(samples));
    }
    return samples;
  }

  private static float[] floats(ByteString bytes) {
    ByteBuffer buffer = bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.size() / Float.BYTES];
    buffer.asFloatBuffer().get(values);
    return values;
  }
}
