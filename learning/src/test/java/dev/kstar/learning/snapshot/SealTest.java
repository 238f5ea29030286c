package dev.kstar.learning.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealTest {
  @Test
  void aSealedSnapshotIsWhole() {
    Snapshot sealed = Seal.seal(Snapshots.small(1));
    assertThat(Seal.open(Safetensors.write(sealed))).isEqualTo(sealed);
  }

  @Test
  void everyBitThatChangesIsNoticed() {
    byte[] file = Safetensors.write(Seal.seal(Snapshots.small(1)));
    List<Integer> unnoticed = new ArrayList<>();
    for (int bit = 0; bit < file.length * 8; bit++) {
      file[bit / 8] ^= (byte) (1 << bit % 8);
      if (isWhole(file)) {
        unnoticed.add(bit);
      }
      file[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertThat(unnoticed).isEmpty();
  }

  @Test
  void withoutASealItIsRefused() {
    assertThatThrownBy(() -> Seal.open(Safetensors.write(Snapshots.small(1))))
        .isInstanceOf(MalformedSnapshotException.class)
        .hasMessage("the metadata must hold content_sha256");
  }

  private static boolean isWhole(byte[] file) {
    try {
      Seal.open(file);
      return true;
    } catch (MalformedSnapshotException e) {
      return false;
    }
  }
}
