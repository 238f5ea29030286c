package dev.kstar.learning.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CheckpointFormatTest {
  private static final Checkpoint CHECKPOINT = Checkpoints.of(7);
  private static final byte[] FILE = CheckpointFormat.write(CHECKPOINT);

  @Test
  void readsWhatItHasWrittenBitForBit() {
    assertThat(CheckpointFormat.read(FILE)).isEqualTo(CHECKPOINT);
    assertThat(CheckpointFormat.write(CheckpointFormat.read(FILE))).isEqualTo(FILE);
  }

  @Test
  void everyFlippedBitIsNoticed() {
    for (int bit = 0; bit < FILE.length * 8; bit++) {
      byte[] flipped = FILE.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> CheckpointFormat.read(flipped))
          .as("bit %d", bit)
          .isInstanceOf(MalformedCheckpointException.class);
    }
  }

  @Test
  void everyTruncationIsNoticed() {
    for (int length = 0; length < FILE.length; length++) {
      byte[] truncated = Arrays.copyOf(FILE, length);
      assertThatThrownBy(() -> CheckpointFormat.read(truncated))
          .as("%d bytes", length)
          .isInstanceOf(MalformedCheckpointException.class);
    }
  }

  /** The file has its length, but only its first part has reached the disk. */
  @Test
  void everyTornFileIsNoticed() {
    for (int written = 0; written < FILE.length - 1; written++) {
      byte[] torn = Arrays.copyOf(Arrays.copyOf(FILE, written), FILE.length);
      if (!Arrays.equals(torn, FILE)) {
        assertThatThrownBy(() -> CheckpointFormat.read(torn))
            .as("%d bytes", written)
            .isInstanceOf(MalformedCheckpointException.class);
      }
    }
  }

  @Test
  void bytesAfterTheEndAreNoticed() {
    byte[] longer = Arrays.copyOf(FILE, FILE.length + 1);
    assertThatThrownBy(() -> CheckpointFormat.read(longer))
        .isInstanceOf(MalformedCheckpointException.class)
        .hasMessage("its checksum does not match its content");
  }

  /** With a checksum of its own, so that the body's reader sees the mutation. */
  @Test
  void aMutatedBodyIsReadOrRefusedButNothingElse() {
    byte[] body = Arrays.copyOfRange(FILE, 12, FILE.length - 32);
    Random random = new Random(1);
    int refused = 0;
    for (int round = 0; round < 100_000; round++) {
      byte[] mutated = body.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      try {
        CheckpointFormat.read(CheckpointFormat.seal(CheckpointFormat.VERSION, mutated));
      } catch (MalformedCheckpointException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void anotherVersionIsUnsupportedAndNotMalformed() {
    assertThatThrownBy(() -> CheckpointFormat.read(CheckpointFormat.seal(2, new byte[5])))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessage("its version must be 1 but was 2");
  }
}
