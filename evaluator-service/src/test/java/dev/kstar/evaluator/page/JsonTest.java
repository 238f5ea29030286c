package dev.kstar.evaluator.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.Report;
import dev.kstar.v1.SharedDimensions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void anEstimateHasItsIntervalAndItsCalibration() {
    JsonObject member =
        ReportJson.full(Populations.report(1, "a", 0.9)).getJsonArray("members").getJsonObject(0);

    assertThat(member.getJsonObject("dimensionF").encode())
        .isEqualTo(
            "{\"raw\":4.5,\"raw95\":[4.25,4.75],\"calibrated\":5.0,\"calibrated95\":null,"
                + "\"neighbours\":20,\"unanswered\":null}");
  }

  @Test
  void anEstimateThatThereIsNotSaysWhy() {
    JsonObject member =
        ReportJson.full(Populations.report(1, "a", 0.9)).getJsonArray("members").getJsonObject(0);

    assertThat(member.getJsonObject("dimensionG").getValue("raw")).isNull();
    assertThat(member.getJsonObject("dimensionG").getString("unanswered"))
        .isEqualTo("too few points");
  }

  @Test
  void aNumberThatJsonDoesNotKnowIsNull() {
    assertThat(ReportJson.brief(Populations.report(1, "a", Double.NaN)).encode())
        .contains("\"top1XToY\":null");
  }

  @Test
  void theCourseIsByColumns() {
    List<Moment> moments =
        List.of(Moment.of(States.at("a", 0), 5), Moment.of(States.at("a", 4), 6));

    JsonObject history = HistoryJson.training(States.at("a", 4), moments);

    assertThat(history.encode())
        .isEqualTo(
            "{\"run\":\"a\",\"timeMs\":[5,6],\"step\":[0,4],\"pairsPerSecond\":[1000.0,1000.0],"
                + "\"stepMilliseconds\":[0.0,0.0],\"lagRecords\":[7,7],\"deadLetters\":[3,3],"
                + "\"members\":[{\"member\":0,\"dimension\":20,\"lossNats\":[null,1.0],"
                + "\"temperature\":[null,0.5]}]}");
  }

  @Test
  void manyReportsAreThinnedEvenlyAndTheNewestStays() {
    List<Report> newestFirst = new ArrayList<>();
    for (int number = 1000; number > 0; number--) {
      newestFirst.add(Populations.report(number, "a", 0.9));
    }

    JsonArray thinned = HistoryJson.reports(newestFirst, "a", 100);

    assertThat(thinned).hasSize(100);
    assertThat(thinned.getJsonObject(0).getLong("number")).isEqualTo(10);
    assertThat(thinned.getJsonObject(99).getLong("number")).isEqualTo(1000);
  }

  @Test
  void reportsOfAnotherRunAreNoHistoryOfThis() {
    List<Report> newestFirst =
        List.of(Populations.report(2, "b", 0.9), Populations.report(1, "a", 0.9));

    assertThat(HistoryJson.reports(newestFirst, "b", 100)).hasSize(1);
    assertThat(HistoryJson.reports(newestFirst, "c", 100)).isEmpty();
  }

  @Test
  void theCurveRisesWithDAndHasItsElbow() {
    Report report =
        Populations.report(3, "a", 0.3, 0.6, 0.95, 0.96).toBuilder()
            .setShared(SharedDimensions.newBuilder().setEstimate(5).setElbow(6))
            .build();

    JsonObject curve = CurveJson.of(report);

    assertThat(curve.getJsonArray("members").stream())
        .extracting(member -> ((JsonObject) member).getInteger("dimension"))
        .containsExactly(2, 4, 6, 8);
    assertThat(curve.getInteger("elbow")).isEqualTo(6);
  }

  @Test
  void oneMemberHasNoElbow() {
    assertThat(CurveJson.of(Populations.report(3, "a", 0.9)).getValue("elbow")).isNull();
  }

  @Test
  void wholeReportsHaveEveryField() {
    JsonObject reports =
        new JsonObject(
            ReportsJson.of(
                List.of(Populations.report(2, "a", 0.5), Populations.report(1, "a", 0.5))));

    JsonObject newest = reports.getJsonArray("reports").getJsonObject(0);
    assertThat(newest.getString("number")).isEqualTo("2");
    assertThat(newest.getJsonArray("members").getJsonObject(0).fieldNames())
        .contains("sharedParticipationRatio", "alignment", "dimensionF");
  }

  @Test
  void stateNamesPhasesInWords() {
    JsonObject training = StateJson.training(States.at("a", 0));

    assertThat(training.getString("phase")).isEqualTo("training");
    assertThat(training.getJsonArray("members").getJsonObject(0).getValue("lossNats")).isNull();
  }
}
