package dev.kstar.ingest.source.parquet;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4Factory;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.xerial.snappy.Snappy;

/** Writes small Parquet files. */
@SuppressWarnings("ByteBufferBackingArray") // each is allocated here
public final class ParquetBytes {
  private ParquetBytes() {}

  /** Fills one row. */
  public interface Filling {
    void fill(Group row, int index);
  }

  /** Writes rows of a schema in Parquet's own words, in small row groups. */
  public static Path write(
      Path file, String schema, CompressionCodecName codec, int rows, Filling filling)
      throws IOException {
    return write(file, schema, rows, filling, builder -> builder.withCompressionCodec(codec));
  }

  /** As the other, with options of the writer; pages are not compressed without one. */
  public static Path write(
      Path file,
      String schema,
      int rows,
      Filling filling,
      UnaryOperator<ExampleParquetWriter.Builder> options)
      throws IOException {
    MessageType type = MessageTypeParser.parseMessageType(schema);
    ExampleParquetWriter.Builder builder =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(type)
            .withRowGroupSize(4096L)
            .withCodecFactory(new Compressing());
    try (ParquetWriter<Group> writer = options.apply(builder).build()) {
      SimpleGroupFactory rowsOf = new SimpleGroupFactory(type);
      for (int i = 0; i < rows; i++) {
        Group row = rowsOf.newGroup();
        filling.fill(row, i);
        writer.write(row);
      }
    }
    return file;
  }

  /** Compresses pages with the libraries themselves. */
  private static final class Compressing implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
      return new BytesInputCompressor() {
        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
          return BytesInput.from(compressed(codec, bytes.toByteArray()));
        }

        @Override
        public CompressionCodecName getCodecName() {
          return codec;
        }

        @Override
        public void release() {
          // nothing is kept
        }
      };
    }

    private static byte[] compressed(CompressionCodecName codec, byte[] bytes) throws IOException {
      return switch (codec) {
        case SNAPPY -> Snappy.compress(bytes);
        case ZSTD -> Zstd.compress(bytes);
        case LZ4_RAW -> LZ4Factory.safeInstance().fastCompressor().compress(bytes);
        case LZ4 -> hadoopFrame(bytes);
        case BROTLI -> {
          Brotli4jLoader.ensureAvailability();
          yield Encoder.compress(bytes);
        }
        case GZIP -> {
          ByteArrayOutputStream zipped = new ByteArrayOutputStream();
          try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
          }
          yield zipped.toByteArray();
        }
        default -> bytes;
      };
    }

    /** As Hadoop writes a block: its lengths before and after compression in front. */
    private static byte[] hadoopFrame(byte[] bytes) {
      byte[] block = LZ4Factory.safeInstance().fastCompressor().compress(bytes);
      return ByteBuffer.allocate(2 * Integer.BYTES + block.length)
          .putInt(bytes.length)
          .putInt(block.length)
          .put(block)
          .array();
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
      throw new UnsupportedOperationException("files are only written");
    }

    @Override
    public void release() {
      // nothing is kept
    }
  }

  /** Adds a list of numbers to a row; null stands for itself. */
  public static void list(Group row, String name, List<Float> values) {
    Group list = row.addGroup(name);
    for (Float value : values) {
      Group element = list.addGroup("list");
      if (value != null) {
        element.add("element", value);
      }
    }
  }
}
