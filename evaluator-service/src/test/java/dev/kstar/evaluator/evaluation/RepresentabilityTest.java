package dev.kstar.evaluator.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepresentabilityTest {
  @Test
  void defect_ordinary_isNone() {
    assertThat(Representability.defect(new float[] {1, 2, 3, 4}, 1, 2, "f(x)")).isEmpty();
  }

  @Test
  void defect_notFinite_namesTheCoordinate() {
    float[] values = {1, 2, 3, Float.POSITIVE_INFINITY};

    assertThat(Representability.defect(values, 0, 2, "f(x)")).isEmpty();
    assertThat(Representability.defect(values, 1, 2, "f(x)"))
        .hasValue("coordinate 1 of f(x) must be finite but was Infinity");
  }

  @Test
  void defect_squaredDistanceOverflows_namesTheLength() {
    assertThat(Representability.defect(new float[] {0, 1e19f}, 0, 2, "g(y)"))
        .hasValue("the length of g(y) must be at most 9.2e+18 but was 1.0e+19");
  }
}
