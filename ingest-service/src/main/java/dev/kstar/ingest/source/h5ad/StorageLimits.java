package dev.kstar.ingest.source.h5ad;

import dev.kstar.service.StartFailure;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.filter.PipelineFilterWithData;
import java.util.Arrays;
import java.util.Locale;

/**
 * Refuses datasets that declare more than their file can hold, before anything is read: a few bytes
 * can declare rows that fill memory and disk.
 */
final class StorageLimits {
  /** Below it any compression is taken for true. */
  private static final long UNSUSPICIOUS_BYTES = 1L << 28;

  /** Matrices of counts, nearly all of them zero, are compressed to a hundredth. */
  private static final int MAX_COMPRESSION = 250;

  /** Values of a sparse matrix, zeros included, for each entry that is stored. */
  private static final int MAX_SPARSITY = 10_000;

  /** A chunk is unpacked as a whole, and x and y are read at once. */
  private static final int CHUNKS_OF_HEAP = 16;

  private static final int MIN_CHUNK_BYTES = 1 << 24;

  private static final int MAX_CHUNK_BYTES = 1 << 26;

  /** The filter that unpacks to as many bytes as one of its settings says. */
  private static final int LZF = 32000;

  private static final int LZF_BYTES = 2;

  private StorageLimits() {}

  /** Returns the bytes that a chunk may have at most once it is unpacked. */
  static int chunkBytes() {
    long share = Runtime.getRuntime().maxMemory() / CHUNKS_OF_HEAP;
    return (int) Math.max(MIN_CHUNK_BYTES, Math.min(share, MAX_CHUNK_BYTES));
  }

  /**
   * Checks what a dataset declares.
   *
   * @param fileBytes length of its file
   */
  static void check(String title, Dataset dataset, long fileBytes) {
    double declared = dataset.getDataType().getSize();
    for (int length : dataset.getDimensions()) {
      declared *= length;
    }
    if (declared > UNSUSPICIOUS_BYTES && declared > (double) MAX_COMPRESSION * fileBytes) {
      throw tooMuch(title, declared, fileBytes);
    }
    if (dataset instanceof ChunkedDataset chunked) {
      checkChunk(title, chunked);
    }
    if (dataset instanceof ContiguousDataset stored && declared > 0) {
      checkStored(title, stored, declared, fileBytes);
    }
  }

  private static void checkChunk(String title, ChunkedDataset dataset) {
    double bytes = dataset.getDataType().getSize();
    for (int length : dataset.getChunkDimensions()) {
      bytes *= length;
    }
    for (PipelineFilterWithData filter : dataset.getFilters()) {
      int[] settings = filter.getFilterData();
      if (filter.getId() == LZF && settings.length > LZF_BYTES) {
        bytes = Math.max(bytes, Integer.toUnsignedLong(settings[LZF_BYTES]));
      }
    }
    if (bytes > chunkBytes()) {
      throw new StartFailure(
          text(
              "%s must be stored in chunks of at most %,d bytes but has chunks of %s, %,.0f bytes"
                  + " (write it again with smaller chunks)",
              title, chunkBytes(), Arrays.toString(dataset.getChunkDimensions()), bytes));
    }
  }

  private static void checkStored(
      String title, ContiguousDataset dataset, double declared, long fileBytes) {
    long address = dataset.getDataAddress();
    if (address < 0) {
      throw new StartFailure("%s must hold values but none were ever written".formatted(title));
    }
    if (address + declared > fileBytes) {
      throw new StartFailure(
          text(
              "%s declares %,.0f bytes from byte %,d on but the file ends after %,d bytes: it is"
                  + " truncated or damaged",
              title, declared, address, fileBytes));
    }
  }

  /**
   * Checks how large a sparse matrix becomes with its zeros.
   *
   * @param entries that are stored
   */
  static void checkSparse(String title, long rows, long width, long entries) {
    double values = (double) rows * width;
    if (values * Float.BYTES > UNSUSPICIOUS_BYTES && values > (double) MAX_SPARSITY * entries) {
      throw new StartFailure(
          text(
              "%s declares %,.0f values but stores %,d entries: it is damaged, or nearly all of it"
                  + " is empty",
              title, values, entries));
    }
  }

  private static StartFailure tooMuch(String title, double declared, long fileBytes) {
    return new StartFailure(
        text(
            "%s declares %,.0f bytes of values but its file has %,d: it is damaged, or nearly all"
                + " of it is empty",
            title, declared, fileBytes));
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency of its own
  private static String text(String line, Object... values) {
    return String.format(Locale.ROOT, line, values);
  }
}
