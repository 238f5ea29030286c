package dev.kstar.learning.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SampleStandardisationTest {
  private static final ColumnStandardisation X =
      new ColumnStandardisation(
          new float[] {1.1f, -3e-30f, 1e7f, 0}, new float[] {0.3f, 1e-20f, 1, 3e30f});
  private static final ColumnStandardisation Y =
      new ColumnStandardisation(new float[5], new float[] {1, 2, 3, 4, 5});

  private static SnapshotMetadata with(SortedMap<String, String> further) {
    return Snapshots.small(1).metadata().with(further);
  }

  @Test
  void entries_writtenToAFile_readBackBitForBit() {
    SampleStandardisation standardisation = SampleStandardisation.of("z-score", X, Y);
    Snapshot snapshot = Snapshots.small(1).with(standardisation.entries());

    SnapshotMetadata read = Safetensors.read(Safetensors.write(snapshot)).metadata();

    assertThat(SampleStandardisation.of(read)).contains(standardisation);
  }

  @Test
  void of_snapshotOfARawStream_hasNoColumns() {
    SampleStandardisation none = SampleStandardisation.none();

    assertThat(SampleStandardisation.of(with(none.entries()))).contains(none);
    assertThat(none.x()).isEmpty();
  }

  @Test
  void of_snapshotOfAnOlderVersion_isEmpty() {
    assertThat(SampleStandardisation.of(with(new TreeMap<>()))).isEmpty();
  }

  @Test
  void of_otherWidth_namesTheEntry() {
    SortedMap<String, String> entries = SampleStandardisation.of("centre", Y, X).entries();

    assertThatThrownBy(() -> SampleStandardisation.of(with(entries)))
        .isInstanceOf(MalformedSnapshotException.class)
        .hasMessageContaining("x_centre must hold 4 numbers but held 5");
  }

  @Test
  void of_brokenEntry_namesWhatCame() {
    SortedMap<String, String> entries = SampleStandardisation.of("centre", X, Y).entries();
    entries.put("y_scale", "[1,2,three,4,5]");

    assertThatThrownBy(() -> SampleStandardisation.of(with(entries)))
        .isInstanceOf(MalformedSnapshotException.class)
        .hasMessageContaining("y_scale must hold numbers but held \"three\"");
  }

  @Test
  void of_scaleOfZero_isMalformed() {
    SortedMap<String, String> entries = SampleStandardisation.of("centre", X, Y).entries();
    entries.put("y_scale", "[1,2,0,4,5]");

    assertThatThrownBy(() -> SampleStandardisation.of(with(entries)))
        .isInstanceOf(MalformedSnapshotException.class);
  }

  @Test
  void apply_severalRows_standardisesEachColumn() {
    float[] rows = {3, 5, 7, 9};

    new ColumnStandardisation(new float[] {1, 2}, new float[] {2, 3}).apply(rows);

    assertThat(rows).containsExactly(1, 1, 3, 7f / 3);
  }
}
