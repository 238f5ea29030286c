package dev.kstar.ingest.source.parquet;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Takes compressed pages apart with libraries that Kafka's client and Netty bring, not Hadoop's.
 */
final class Codecs implements CompressionCodecFactory {
  /** Length fields in front of each block of Hadoop's framing of LZ4. */
  private static final int HADOOP_FRAME_BYTES = 2 * Integer.BYTES;

  private final long maxPageBytes;

  /**
   * @param maxPageBytes bytes that one page may have when it is decompressed
   */
  Codecs(long maxPageBytes) {
    this.maxPageBytes = maxPageBytes;
  }

  /** One page, whole. */
  private interface Inflater {
    byte[] inflate(byte[] compressed, int size) throws IOException;
  }

  private record Decompressor(Inflater inflater, long maxPageBytes)
      implements BytesInputDecompressor {
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
      if (size < 0 || size > maxPageBytes) {
        throw new IOException(
            "a page must take at most %d bytes of memory but claims %d; write smaller pages"
                .formatted(maxPageBytes, size));
      }
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
    return new Decompressor(inflater(codec), maxPageBytes);
  }

  private static Inflater inflater(CompressionCodecName codec) {
    return switch (codec) {
      case UNCOMPRESSED -> (bytes, size) -> bytes;
      case SNAPPY -> Codecs::snappy;
      case GZIP -> (bytes, size) -> all(new GZIPInputStream(new ByteArrayInputStream(bytes)), size);
      case ZSTD -> (bytes, size) -> all(new ZstdInputStream(new ByteArrayInputStream(bytes)), size);
      case BROTLI -> Codecs::brotli;
      case LZ4_RAW -> (bytes, size) -> lz4(bytes, 0, bytes.length, size);
      case LZ4 -> Codecs::hadoopLz4;
      default ->
          throw new UnsupportedOperationException(
              "pages are compressed with %s; snappy, gzip, zstd, lz4 and brotli are understood"
                  .formatted(codec));
    };
  }

  /** One byte more than expected at most. */
  private static byte[] all(InputStream in, int size) throws IOException {
    try (in) {
      return in.readNBytes(size + 1);
    }
  }

  private static byte[] brotli(byte[] bytes, int size) throws IOException {
    if (!Brotli4jLoader.isAvailable()) {
      throw new UnsupportedOperationException(
          "pages are compressed with BROTLI, for which this machine has no native library");
    }
    return all(new BrotliInputStream(new ByteArrayInputStream(bytes)), size);
  }

  private static byte[] snappy(byte[] bytes, int size) throws IOException {
    int length = Snappy.uncompressedLength(bytes);
    if (length != size) {
      throw new IOException("a page must hold %d bytes but holds %d".formatted(size, length));
    }
    return Snappy.uncompress(bytes);
  }

  private static byte[] lz4(byte[] bytes, int from, int length, int size) throws IOException {
    try {
      LZ4SafeDecompressor decompressor = LZ4Factory.safeInstance().safeDecompressor();
      return decompressor.decompress(bytes, from, length, size);
    } catch (LZ4Exception | IndexOutOfBoundsException e) {
      throw new IOException("a page must hold an LZ4 block but it is damaged", e);
    }
  }

  /**
   * The codec that older writers call LZ4: blocks with their lengths in front, as Hadoop frames
   * them, or one block without any.
   */
  private static byte[] hadoopLz4(byte[] bytes, int size) throws IOException {
    ByteBuffer frames = ByteBuffer.wrap(bytes);
    byte[] page = new byte[size];
    int filled = 0;
    while (frames.remaining() > HADOOP_FRAME_BYTES) {
      int inflated = frames.getInt();
      int compressed = frames.getInt();
      if (inflated < 0
          || inflated > size - filled
          || compressed < 0
          || compressed > frames.remaining()) {
        return lz4(bytes, 0, bytes.length, size);
      }
      byte[] block = lz4(bytes, frames.position(), compressed, inflated);
      System.arraycopy(block, 0, page, filled, block.length);
      filled += block.length;
      frames.position(frames.position() + compressed);
    }
    return filled == size ? page : lz4(bytes, 0, bytes.length, size);
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
