package dev.kstar.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.learning.normaliser.NormaliserKind;
import dev.kstar.learning.snapshot.ColumnStandardisation;
import dev.kstar.learning.snapshot.EncoderShape;
import dev.kstar.learning.snapshot.SampleStandardisation;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.SnapshotMetadata;
import dev.kstar.learning.snapshot.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExportSummaryTest {
  private static final ColumnStandardisation ONE =
      new ColumnStandardisation(new float[] {1}, new float[] {2});

  private static Snapshot snapshot(int member, SortedMap<String, String> further) {
    EncoderShape shape = new EncoderShape(1, 1, List.of(), 4);
    SortedMap<String, Tensor> weights = new TreeMap<>();
    shape
        .weights()
        .forEach((name, extents) -> weights.put(name, new Tensor(extents, new float[4])));
    return new Snapshot(
        new SnapshotMetadata(
            "run", member, shape, 42, 0.1, NormaliserKind.COSINE, 1, 1, 7, "hash", further),
        weights);
  }

  private static List<String> lines(SortedMap<String, String> further, Integer member) {
    return new ExportSummary(snapshot(0, further), "", Optional.ofNullable(member))
        .lines(List.of(4, 8), true, true);
  }

  @Test
  void lines_severalMembers_sayWhichAndWhy() {
    assertThat(lines(new TreeMap<>(), null))
        .contains(
            "member 0 of 2 (d = 4, 8), the first, since --member was not given; members count from"
                + " 0");
    assertThat(lines(new TreeMap<>(), 0)).contains("member 0 of 2 (d = 4, 8), as --member says");
  }

  @Test
  void lines_standardisedStream_sayWhichSamples() {
    assertThat(lines(SampleStandardisation.of("z-score", ONE, ONE).entries(), null))
        .contains(
            "the ONNX models take samples as the source has them: they standardise first (z-score)",
            "the weights take standardised samples (z-score): (x - x_centre) / x_scale and"
                + " (y - y_centre) / y_scale, which stand in the file's metadata");
  }

  @Test
  void lines_rawStream_sayWhichSamples() {
    assertThat(lines(SampleStandardisation.none().entries(), null))
        .contains(
            "the ONNX models take samples as the source has them",
            "the weights take samples as the source has them");
  }

  @Test
  void lines_olderSnapshot_sayItIsNotKnown() {
    assertThat(lines(new TreeMap<>(), null))
        .anyMatch(line -> line.startsWith("the ONNX models take samples as they stand in the"));
  }

  @Test
  void check_memberOfAnotherSnapshot_isRefused() {
    assertThatThrownBy(
            () ->
                new ExportSummary(snapshot(1, new TreeMap<>()), "run-m1-s42", Optional.of(0))
                    .check())
        .isInstanceOf(Mistakes.Found.class)
        .hasMessageContaining("--member must be 1, the member of snapshot run-m1-s42, but was 0");
    assertThatCode(
            () ->
                new ExportSummary(snapshot(1, new TreeMap<>()), "run-m1-s42", Optional.empty())
                    .check())
        .doesNotThrowAnyException();
  }
}
