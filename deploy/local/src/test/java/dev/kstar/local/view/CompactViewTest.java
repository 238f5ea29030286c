package dev.kstar.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.local.job.Compacted;
import dev.kstar.local.job.Reports;
import dev.kstar.v1.MemberReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompactViewTest {
  @Test
  void smallAndWideStandBesideOneAnother() {
    MemberReport wide = Reports.of(3_000, 5.02, 4.98).getMembers(0);
    MemberReport small = wide.toBuilder().setDimension(6).build();

    assertThat(
            CompactView.lines(
                5, new Compacted(wide, 49_152, 1.5), List.of(new Compacted(small, 44_032, 1.25))))
        .containsSequence(
            "     d      steps   top-1  top-0.5%  dimension        KiB  ms to encode",
            "     6      3,000  0.945   0.998          5.02       43.0  1.25",
            "    20      3,000  0.945   0.998          5.02       48.0  1.50");
  }
}
