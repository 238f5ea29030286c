package dev.kstar.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.local.job.Reports;
import dev.kstar.v1.MemberState;
import dev.kstar.v1.Report;
import dev.kstar.v1.SourceState;
import dev.kstar.v1.TrainerState;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveViewTest {
  private static final TrainerState TRAINER =
      TrainerState.newBuilder()
          .setPhase(TrainerState.Phase.PHASE_TRAINING)
          .setStep(1_234)
          .setPairsPerSecond(12_345.6)
          .setLag(50_000)
          .addMembers(MemberState.newBuilder().setLoss(0.12345).setTemperature(0.0072))
          .build();
  private static final SourceState SOURCE =
      SourceState.newBuilder()
          .setPhase(SourceState.Phase.PHASE_STREAMING)
          .setPairsPerSecond(12_000.4)
          .setBytes(3_456_789)
          .setBytesPerSecond(2_345_678)
          .setRows(2_000)
          .setRow(1_234)
          .setEpoch(2)
          .setSecondsLeft(61.2)
          .setRejectedRows(7)
          .build();

  @Test
  void showsWhatIsTrainedAndMeasured() {
    assertThat(String.join("\n", lines(state(TRAINER, 0))))
        .isEqualTo(
            """
             kstar   linear                                                 training  1:01

              step          1,234                 pairs/s 12,346        lag 50,000
              loss          0.1235                ▁█                    dead letters 0
              temperature τ 0.0072
              source        streaming             pairs/s 12,000        2.3 MB/s
              pass 3        1,234 of 2,000 rows   3.5 MB, 1:01 left     rejected 7

              top-1         0.950 x→y             0.940 y→x             report 12
              top-0.5%      0.999 x→y             0.998 y→x             of step 1,200
              dimension     5.01 f(X)             4.99 g(Y)             ▁
              k*            –

              the end\
            """);
  }

  @Test
  void showsDashesBeforeThereIsAnything() {
    LiveState empty =
        new LiveState(
            "linear",
            Duration.ZERO,
            Optional.empty(),
            Duration.ZERO,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of());

    assertThat(lines(empty).get(2)).contains("step").contains("–");
  }

  @Test
  void saysWhyTheTrainingWaits() {
    TrainerState waiting =
        TRAINER.toBuilder()
            .setPhase(TrainerState.Phase.PHASE_WAITING_FOR_STREAM)
            .setReason("no descriptor of stream default yet")
            .build();

    assertThat(lines(state(waiting, 0))).contains("  no descriptor of stream default yet");
  }

  @Test
  void saysThatItsNumbersAreOldWhenTheTrainerIsSilent() {
    assertThat(lines(state(TRAINER, 7))).contains("  the trainer has not answered for 7 s");
  }

  @Test
  void fitsIntoEightyColumnsWhateverTheNumbers() {
    TrainerState huge =
        TRAINER.toBuilder()
            .setStep(Long.MAX_VALUE)
            .setLag(Long.MAX_VALUE)
            .setPairsPerSecond(1e18)
            .setReason("x".repeat(200))
            .build();

    assertThat(lines(state(huge, 0))).allMatch(line -> line.length() <= LiveView.WIDTH);
  }

  @Test
  void coloursChangeNoWord() {
    List<String> coloured = LiveView.lines(state(TRAINER, 0), Ink.COLOURED);

    assertThat(coloured.stream().map(line -> line.replaceAll("\u001b\\[\\d*m", "")).toList())
        .isEqualTo(lines(state(TRAINER, 0)));
  }

  private static List<String> lines(LiveState state) {
    return LiveView.lines(state, Ink.PLAIN);
  }

  private static LiveState state(TrainerState trainer, int silentSeconds) {
    Report report = Reports.of(1_200, 5.01, 4.99);
    return new LiveState(
        "linear",
        Duration.ofSeconds(61),
        Optional.of(trainer),
        Duration.ofSeconds(silentSeconds),
        Optional.of(SOURCE),
        Optional.of(report),
        List.of(1.0, 2.0),
        Collections.singletonList(5.0),
        List.of("the end"));
  }
}
