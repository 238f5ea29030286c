package dev.kstar.ingest.source.h5ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.Read;
import dev.kstar.service.StartFailure;
import io.jhdf.exceptions.HdfFilterException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumFilterTest {
  @TempDir Path directory;

  @Test
  void decode_chunksAsWritten_haveTheirChecksums() {
    assertThat(Read.row(HdfFixtures.features("checksums.h5ad", "X"), 5))
        .containsExactly(1015, 1016, 1017);
    assertThat(Read.row(HdfFixtures.features("checksums.h5ad", "packed"), 5))
        .containsExactly(1015, 1016, 1017);
    assertThat(Read.row(HdfFixtures.features("checksums.h5ad", "odd"), 5))
        .containsExactly(15, 16, 17);
  }

  @Test
  void decode_changedBit_isRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(HdfFixtures.file("checksums.h5ad"));
    byte[] value = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(1016).array();
    int at = 0;
    while (ByteBuffer.wrap(bytes, at, 4).compareTo(ByteBuffer.wrap(value)) != 0) {
      at++;
    }
    bytes[at] ^= 1;
    Path file = Files.write(directory.resolve("changed.h5ad"), bytes);

    assertThatThrownBy(() -> AnnData.features(Piece.all(file)))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith(file + "#X cannot be read as HDF5: ")
        .hasMessageContaining("a chunk does not have the checksum that was stored with it");
  }

  @Test
  void inflate_moreThanAChunkMayHave_isRefused() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(new byte[StorageLimits.chunkBytes() + 2]);
    }

    assertThatThrownBy(() -> new InflateFilter().decode(packed.toByteArray(), new int[0]))
        .isInstanceOf(HdfFilterException.class)
        .hasMessageContaining("unpacks to more than the");
  }
}
