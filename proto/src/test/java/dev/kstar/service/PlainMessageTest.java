package dev.kstar.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.LabelMatch;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.Report;
import org.junit.jupiter.api.Test;

class PlainMessageTest {
  @Test
  void of_textsAtAnyDepth_areMadePlain() {
    Report report =
        Report.newBuilder()
            .setNumber(7)
            .addWithheld("a\u001b[2Jb")
            .addMembers(
                MemberReport.newBuilder()
                    .setSnapshotId("id\n")
                    .addLabelMatches(LabelMatch.newBuilder().setLabel("\u009b31m")))
            .build();

    Report plain = PlainMessage.of(report);

    assertThat(plain.getNumber()).isEqualTo(7);
    assertThat(plain.getWithheld(0)).isEqualTo("a\\u001b[2Jb");
    assertThat(plain.getMembers(0).getSnapshotId()).isEqualTo("id\\u000a");
    assertThat(plain.getMembers(0).getLabelMatches(0).getLabel()).isEqualTo("\\u009b31m");
  }

  @Test
  void of_maps_keepTheirEntries() {
    PairedSample sample =
        PairedSample.newBuilder().putLabels("a\u0007", 3).putLabels("b", 4).build();

    assertThat(PlainMessage.of(sample).getLabelsMap())
        .containsOnly(
            org.assertj.core.api.Assertions.entry("a\\u0007", 3),
            org.assertj.core.api.Assertions.entry("b", 4));
  }

  @Test
  void of_plainMessage_isEqual() {
    Report report = Report.newBuilder().setRunId("run").addWithheld("Zürich τ").build();

    assertThat(PlainMessage.of(report)).isEqualTo(report);
  }
}
