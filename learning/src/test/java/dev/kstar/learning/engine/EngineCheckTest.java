package dev.kstar.learning.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import org.junit.jupiter.api.Test;

class EngineCheckTest {
  @Test
  void tellsWhatLoadedAndWhere() {
    assertThat(EngineCheck.describe(Device.cpu())).matches("PyTorch \\d+\\.\\d+\\.\\d+ on cpu");
  }
}
