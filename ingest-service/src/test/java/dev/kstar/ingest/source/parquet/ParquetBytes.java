package dev.kstar.ingest.source.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
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
    MessageType type = MessageTypeParser.parseMessageType(schema);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(type)
            .withRowGroupSize(4096L)
            .withCompressionCodec(codec)
            .withCodecFactory(new Compressing())
            .build()) {
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
