package dev.kstar.ingest.source.parquet;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/** Takes compressed pages apart with the libraries that Kafka's client brings, not Hadoop's. */
final class Codecs implements CompressionCodecFactory {
  /** One page, whole. */
  private interface Inflater {
    byte[] inflate(byte[] compressed, int size) throws IOException;
  }

  private record Decompressor(Inflater inflater) implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      return BytesInput.from(whole(bytes.toByteArray(), size));
    }

    @Override
    public void decompress(ByteBuffer input, int compressed, ByteBuffer output, int size)
        throws IOException {
      byte[] bytes = new byte[compressed];
      input.get(bytes);
      output.put(whole(bytes, size));
    }

    private byte[] whole(byte[] compressed, int size) throws IOException {
      byte[] inflated = inflater.inflate(compressed, size);
      if (inflated.length != size) {
        throw new IOException(
            "a page must hold %d bytes but held %d".formatted(size, inflated.length));
      }
      return inflated;
    }

    @Override
    public void release() {
      // nothing is kept
    }
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return new Decompressor(
        switch (codec) {
          case UNCOMPRESSED -> (bytes, size) -> bytes;
          case SNAPPY -> (bytes, size) -> Snappy.uncompress(bytes);
          case GZIP ->
              (bytes, size) -> all(new GZIPInputStream(new ByteArrayInputStream(bytes)), size);
          case ZSTD ->
              (bytes, size) -> all(new ZstdInputStream(new ByteArrayInputStream(bytes)), size);
          default ->
              throw new UnsupportedOperationException(
                  "pages are compressed with %s; snappy, gzip and zstd are understood"
                      .formatted(codec));
        });
  }

  /** One byte more than expected at most. */
  private static byte[] all(InputStream in, int size) throws IOException {
    try (in) {
      return in.readNBytes(size + 1);
    }
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("files are only read");
  }

  @Override
  public void release() {
    // nothing is kept
  }
}
