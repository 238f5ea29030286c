package dev.kstar.ingest.source.h5ad;

import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.Filter;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks a chunk that was deflated, as far as a chunk may be long. */
final class InflateFilter implements Filter {
  private static final int ID = 1;
  private static final int GROWTH = 4;
  private static final int MIN_BYTES = 1 << 12;

  @Override
  public int getId() {
    return ID;
  }

  @Override
  public String getName() {
    return "deflate";
  }

  @Override
  public byte[] decode(byte[] encoded, int[] settings) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(encoded);
      byte[] decoded = new byte[bounded(Math.max(MIN_BYTES, (long) GROWTH * encoded.length))];
      int length = 0;
      while (!inflater.finished()) {
        if (length == decoded.length) {
          decoded = Arrays.copyOf(decoded, longer(length));
        }
        int count = inflater.inflate(decoded, length, decoded.length - length);
        if (count == 0 && !inflater.finished()) {
          throw new HdfFilterException("a compressed chunk ends too early");
        }
        length += count;
      }
      return Arrays.copyOf(decoded, length);
    } catch (DataFormatException e) {
      throw new HdfFilterException("a compressed chunk is damaged", e);
    } finally {
      inflater.end();
    }
  }

  private static int longer(int length) {
    int longer = bounded((long) GROWTH * length);
    if (longer == length) {
      throw new HdfFilterException(
          "a compressed chunk unpacks to more than the %d bytes that a chunk may have"
              .formatted(length));
    }
    return longer;
  }

  private static int bounded(long bytes) {
    return (int) Math.min(bytes, StorageLimits.chunkBytes() + 1L);
  }
}
