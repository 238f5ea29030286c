package dev.kstar.ingest.source.h5ad;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.service.StartFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageLimitsTest {
  @ParameterizedTest
  @CsvSource({
    "large.h5ad, zeros, 'declares 8,000,000,000,000,000 bytes of values but its file has 16,916'",
    "large.h5ad, chunk, 'must be stored in chunks of at most'",
    "large.h5ad, never, 'must hold values but none were ever written'",
    "large.h5ad, sparse, 'declares 1,000,000,000 values but stores 1 entries'",
    "overflow.h5ad, X, 'cannot be read as HDF5'",
    "checksums.h5ad, part, 'must have all its values written but has none from [4, 0] on'"
  })
  void features_sizesThatAreNotTrue_areRefused(String file, String path, String reason) {
    assertThatThrownBy(() -> HdfFixtures.features(file, path))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith(HdfFixtures.file(file) + "#" + path + " ")
        .hasMessageContaining(reason);
  }
}
