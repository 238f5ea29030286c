package dev.kstar.ingest.source.h5ad;

import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.Filter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Verifies the Fletcher-32 checksum behind a chunk and takes it off. */
final class ChecksumFilter implements Filter {
  private static final int ID = 3;

  /** Pairs of bytes whose sums cannot overflow, as in HDF5's own implementation. */
  private static final int BLOCK_WORDS = 360;

  @Override
  public int getId() {
    return ID;
  }

  @Override
  public String getName() {
    return "fletcher32";
  }

  @Override
  public byte[] decode(byte[] encoded, int[] settings) {
    int length = encoded.length - Integer.BYTES;
    if (length < 0) {
      throw new HdfFilterException("a chunk is too short for its checksum");
    }
    int stored = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN).getInt(length);
    int computed = checksum(encoded, length);
    if (stored != computed && stored != swapped(computed)) {
      throw new HdfFilterException("a chunk does not have the checksum that was stored with it");
    }
    return Arrays.copyOf(encoded, length);
  }

  /** HDF5 before 1.6.3 stored the bytes of each half in the other order. */
  private static int swapped(int checksum) {
    return (checksum & 0x00ff_00ff) << Byte.SIZE | (checksum >>> Byte.SIZE) & 0x00ff_00ff;
  }

  private static int checksum(byte[] bytes, int length) {
    int low = 0;
    int high = 0;
    int words = length / 2;
    for (int word = 0; word < words; word++) {
      low += (bytes[2 * word] & 0xff) << Byte.SIZE | bytes[2 * word + 1] & 0xff;
      high += low;
      if (word % BLOCK_WORDS == BLOCK_WORDS - 1 || word == words - 1) {
        low = folded(low);
        high = folded(high);
      }
    }
    if (length % 2 == 1) {
      low = folded(low + ((bytes[length - 1] & 0xff) << Byte.SIZE));
      high = folded(high + low);
    }
    return folded(high) << Short.SIZE | folded(low);
  }

  private static int folded(int sum) {
    return (sum & 0xffff) + (sum >>> Short.SIZE);
  }
}
