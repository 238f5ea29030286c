package dev.kstar.evaluator.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.evaluator.holdout.HeldPair;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelColumnTest {
  @Test
  void everyLabelThatOccursHasAColumnByName() {
    List<LabelColumn> columns =
        LabelColumn.of(List.of(pair(Map.of("b", 4)), pair(Map.of("a", 1, "b", 5))));

    assertThat(columns).extracting(LabelColumn::name).containsExactly("a", "b");
    assertThat(columns.get(1).classes()).containsExactly(4, 5);
  }

  @Test
  void aPairWithoutTheLabelIsNotLabelled() {
    LabelColumn column = LabelColumn.of(List.of(pair(Map.of()), pair(Map.of("a", 0)))).get(0);

    assertThat(column.labelled().stream()).containsExactly(1);
  }

  private static HeldPair pair(Map<String, Integer> labels) {
    return new HeldPair("id", 0, 0, new float[1], new float[1], labels);
  }
}
