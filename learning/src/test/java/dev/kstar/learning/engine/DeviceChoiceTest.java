package dev.kstar.learning.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import org.junit.jupiter.api.Test;

class DeviceChoiceTest {
  @Test
  void takesTheFirstGpuOnlyIfThereIsOne() {
    assertThat(DeviceChoice.parse("auto").resolve(2, "PyTorch")).isEqualTo(Device.gpu(0));
    assertThat(DeviceChoice.parse("auto").resolve(0, "PyTorch")).isEqualTo(Device.cpu());
  }

  @Test
  void takesWhatIsAskedFor() {
    assertThat(DeviceChoice.parse("cpu").resolve(2, "PyTorch")).isEqualTo(Device.cpu());
    assertThat(DeviceChoice.parse("gpu:1").resolve(2, "PyTorch")).isEqualTo(Device.gpu(1));
  }

  @Test
  void saysWhichGpuIsMissing() {
    assertThatThrownBy(() -> DeviceChoice.parse("gpu:0").resolve(0, "PyTorch 2.7.1"))
        .hasMessage("gpu:0 must be a GPU that PyTorch 2.7.1 sees but it sees none");
    assertThatThrownBy(() -> DeviceChoice.parse("gpu:2").resolve(2, "PyTorch 2.7.1"))
        .hasMessage("gpu:2 must be a GPU that PyTorch 2.7.1 sees but it sees only 2");
  }

  @Test
  void refusesAnythingElse() {
    assertThatThrownBy(() -> DeviceChoice.parse("cuda"))
        .hasMessage("must be auto, cpu or gpu:N with a number N but was \"cuda\"");
  }
}
