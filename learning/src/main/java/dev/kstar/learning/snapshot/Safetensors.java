package dev.kstar.learning.snapshot;

import dev.kstar.learning.snapshot.SafetensorsHeader.Entry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The safetensors file format: a little-endian u64 with the header's length, the header in JSON,
 * and the values without gaps. Equal snapshots give equal bytes, because names are sorted. Pure
 * functions, safe for any thread.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format's specification</a>
 */
public final class Safetensors {
  private Safetensors() {}

  /** The snapshot as the bytes of a .safetensors file. */
  public static byte[] write(Snapshot snapshot) {
    SafetensorsHeader header =
        SafetensorsHeader.of(MetadataText.write(snapshot.metadata()), snapshot.weights());
    byte[] json = header.toJson();
    long size = (long) Long.BYTES + json.length + header.dataSize();
    ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    for (Tensor tensor : snapshot.weights().values()) {
      file.asFloatBuffer().put(tensor.values());
      file.position(file.position() + tensor.values().length * Float.BYTES);
    }
    return file.array();
  }

  /** Writes what {@link #write(Snapshot)} gives; flushes and closes nothing. */
  public static void write(Snapshot snapshot, OutputStream to) throws IOException {
    to.write(write(snapshot));
  }

  /**
   * Reads a whole file. Tensors may lie in any order, as long as they leave no gap.
   *
   * @throws MalformedSnapshotException if the bytes are no safetensors file or its tensors are not
   *     the float32 weights that its metadata promises
   */
  public static Snapshot read(byte[] file) {
    SafetensorsHeader header = SafetensorsHeader.parse(file);
    SnapshotMetadata metadata = MetadataText.read(header.metadata());
    ByteBuffer data =
        ByteBuffer.wrap(file, header.dataStart(), file.length - header.dataStart())
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN);
    SortedMap<String, Tensor> weights = new TreeMap<>();
    header.tensors().forEach((name, entry) -> weights.put(name, tensor(entry, data)));
    try {
      return new Snapshot(metadata, weights);
    } catch (IllegalArgumentException e) {
      throw new MalformedSnapshotException(e.getMessage(), e);
    }
  }

  private static Tensor tensor(Entry entry, ByteBuffer data) {
    float[] values = new float[(int) (entry.end() - entry.begin()) / Float.BYTES];
    data.position((int) entry.begin()).asFloatBuffer().get(values);
    return new Tensor(entry.shape(), values);
  }
}
