package dev.kstar.learning.infonce;

import static dev.kstar.learning.Closeness.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.kstar.learning.Golden;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InfoNceTest {
  private final NDManager arrays = NDManager.newBaseManager(Device.cpu());
  private final InfoNce infoNce = InfoNce.load(Device.cpu());

  @AfterEach
  void free() {
    infoNce.close();
    arrays.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void followsPyTorchInFloat64(int number) {
    assertGolden(infoNce, number);
  }

  /** Blocks of one row, of a number that leaves a rest, and of nearly all rows. */
  @ParameterizedTest
  @CsvSource({"0,1", "0,7", "1,7", "2,7", "3,7", "4,7", "1,31", "3,100"})
  void followsPyTorchInBlocks(int number, int block) {
    try (InfoNce inBlocks = InfoNce.load(Device.cpu(), block)) {
      assertGolden(inBlocks, number);
    }
  }

  private void assertGolden(InfoNce infoNce, int number) {
    Golden golden = Golden.load("infonce-" + number + ".npz");
    NDArray hx = member(golden.get("hx"));
    NDArray hy = member(golden.get("hy"));
    InfoNce.Result actual = infoNce.of(hx, hy, new double[] {golden.number("tau")});
    double loss = golden.number("loss");
    assertThat(actual.loss()[0]).isCloseTo(loss, within(1e-4 * loss + 1e-7));
    assertClose("grad_hx", actual.gradX().toFloatArray(), golden.get("grad_hx").values(), 1e-4);
    assertClose("grad_hy", actual.gradY().toFloatArray(), golden.get("grad_hy").values(), 1e-4);
    double gradLogTau = golden.number("grad_log_tau");
    assertThat(actual.gradLogTau()[0])
        .isCloseTo(gradLogTau, within(1e-4 * Math.abs(gradLogTau) + 1e-7));
  }

  private NDArray member(Golden.Values values) {
    return arrays.create(
        values.floats(), new Shape(1, values.shape().get(0), values.shape().get(1)));
  }

  /** Here S spans about ±100,000: anything but the row's own maximum would overflow. */
  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void isStableAtTheFloorOfTheTemperature(int block) {
    double[][] x = random(1, 32, 4);
    double[][] y = random(2, 32, 4);
    PlainInfoNce expected = new PlainInfoNce(x, y, 1e-4);
    try (InfoNce inBlocks = InfoNce.load(Device.cpu(), block)) {
      InfoNce.Result actual = inBlocks.of(stack(x), stack(y), new double[] {1e-4});
      assertThat(expected.loss).isGreaterThan(1000);
      assertThat(actual.loss()[0]).isCloseTo(expected.loss, within(1e-5 * expected.loss));
      assertClose("gradX", actual.gradX().toFloatArray(), flat(expected.gradX), 1e-4);
      assertClose("gradY", actual.gradY().toFloatArray(), flat(expected.gradY), 1e-4);
    }
  }

  @Test
  void keepsMembersApart() {
    double[][] x0 = random(1, 16, 3);
    double[][] y0 = random(2, 16, 3);
    double[][] x1 = random(3, 16, 3);
    double[][] y1 = random(4, 16, 3);
    InfoNce.Result actual = infoNce.of(stack(x0, x1), stack(y0, y1), new double[] {0.5, 0.05});
    PlainInfoNce first = new PlainInfoNce(x0, y0, 0.5);
    PlainInfoNce second = new PlainInfoNce(x1, y1, 0.05);
    assertThat(actual.loss()[0]).isCloseTo(first.loss, within(1e-5));
    assertThat(actual.loss()[1]).isCloseTo(second.loss, within(1e-4));
    assertClose("gradX", actual.gradX().get(0).toFloatArray(), flat(first.gradX), 1e-5);
    assertClose("gradX", actual.gradX().get(1).toFloatArray(), flat(second.gradX), 1e-4);
    assertClose("gradY", actual.gradY().get(0).toFloatArray(), flat(first.gradY), 1e-5);
    assertClose("gradY", actual.gradY().get(1).toFloatArray(), flat(second.gradY), 1e-4);
  }

  @Test
  void givesTheGradientOfTheTemperature() {
    double[][] x = random(5, 16, 3);
    double[][] y = random(6, 16, 3);
    InfoNce.Result actual = infoNce.of(stack(x), stack(y), new double[] {0.3});
    double expected = new PlainInfoNce(x, y, 0.3).gradLogTau;
    assertThat(actual.gradLogTau()[0]).isCloseTo(expected, within(1e-5));
  }

  /** A partner's probability is e^-100, of which float32 holds five bits. */
  @Test
  void givesTheLossExactlyWhereProbabilitiesAreSubnormal() {
    double[][] x = {{100, 0}, {0, 100}};
    double[][] y = {{0, 1}, {1, 0}};
    InfoNce.Result actual = infoNce.of(stack(x), stack(y), new double[] {1});
    assertThat(actual.loss()[0]).isCloseTo(100, within(1e-5));
  }

  @Test
  void hasNoLossForASinglePair() {
    InfoNce.Result actual =
        infoNce.of(stack(random(1, 1, 3)), stack(random(2, 1, 3)), new double[] {1});
    assertThat(actual.loss()[0]).isZero();
    assertThat(actual.gradX().toFloatArray()).containsOnly(0f);
  }

  private NDArray stack(double[][]... members) {
    double[] all = Arrays.stream(members).flatMapToDouble(m -> Arrays.stream(flat(m))).toArray();
    float[] values = new float[all.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) all[i];
    }
    return arrays.create(
        values, new Shape(members.length, members[0].length, members[0][0].length));
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  /** Gaussian values that are exact in float32. */
  private static double[][] random(long seed, int rows, int width) {
    Random random = new Random(seed);
    double[][] values = new double[rows][width];
    for (double[] row : values) {
      for (int i = 0; i < width; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return values;
  }
}
