package dev.kstar.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import dev.kstar.local.client.Address;
import dev.kstar.local.client.Keys;
import dev.kstar.local.client.Query;
import dev.kstar.local.client.Target;
import dev.kstar.local.export.OnnxRun;
import dev.kstar.local.process.Installation;
import dev.kstar.local.process.Running;
import dev.kstar.local.process.StartedProcesses;
import dev.kstar.v1.EncodeRequest;
import dev.kstar.v1.EncodeResponse;
import dev.kstar.v1.Modality;
import dev.kstar.v1.SampleForm;
import dev.kstar.v1.TrainerGrpc;
import dev.kstar.v1.TrainerState.Phase;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is exported from a whole running system, in other hands, and its replay. */
@Timeout(600)
class SnapshotsIT {
  private static final int DX = 8;
  private static final int DY = 7;
  private static final int ROWS = 50;
  private static final int TABLE_ROWS = 3_000;

  @TempDir private Path folder;

  private final CapturedTerminal captured = new CapturedTerminal();
  private final StartedProcesses processes = new StartedProcesses();
  private InterruptibleCommand system;

  @BeforeEach
  void up() throws Exception {
    Path x = table("x.csv", DX);
    Path y = table("y.csv", DY);
    system =
        InterruptibleCommand.start(
            () ->
                execute(
                    new CapturedTerminal(),
                    "up",
                    "--source=csv",
                    "--x=" + x,
                    "--y=" + y,
                    "--standardise=z-score",
                    "--dimensions=5,3",
                    "--hidden=12,10",
                    "--batch=64",
                    "--steps=300"));
    while (phase() != Phase.PHASE_COMPLETED) {
      assertThat(system.isDone()).isFalse();
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Rows that share two coordinates, in columns of very different place and spread. */
  private Path table(String name, int columns) throws IOException {
    SplittableRandom shared = new SplittableRandom(1);
    SplittableRandom own = new SplittableRandom(columns);
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < TABLE_ROWS; row++) {
      double first = shared.nextGaussian();
      double second = shared.nextGaussian();
      for (int i = 0; i < columns; i++) {
        double value = (i % 2 == 0 ? first : second) + 0.3 * own.nextGaussian();
        text.append(i == 0 ? "" : ",").append((float) (centre(i) + scale(i) * value));
      }
      text.append('\n');
    }
    return Files.writeString(folder.resolve(name), text);
  }

  private static double centre(int column) {
    return 100 * (column - 3);
  }

  private static double scale(int column) {
    return 1 + 5 * column;
  }

  private Phase phase() {
    return trainer()
        .map(address -> Query.state(new Target(address, Keys.ofEnvironment())).getPhase())
        .orElse(Phase.PHASE_UNSPECIFIED);
  }

  /** Empty until everything is up. */
  private Optional<Address> trainer() {
    return Running.find(folder).map(about -> about.get("trainer")).map(Address::parse);
  }

  @AfterEach
  void stop() throws Exception {
    assertThat(system.interrupt()).isEqualTo(CommandLines.FAILED);
    assertThat(processes.running()).isEmpty();
  }

  @Test
  void whatIsExportedAnswersAsTheTrainerDoesAndIsReplayedIdentically() throws Exception {
    Path out = folder.resolve("out");
    int exported = execute(captured, "export", "--onnx", "--safetensors", "--out=" + out);
    assertThat(exported).as("%s", captured.err()).isZero();
    assertThat(captured.out())
        .anyMatch(line -> line.startsWith("member 0 of 2 (d = 3, 5), the first"))
        .anyMatch(line -> line.contains("they standardise first (z-score)"));
    assertClose("f.onnx", Modality.MODALITY_X, DX, out);
    assertClose("g.onnx", Modality.MODALITY_Y, DY, out);

    int replayed = execute(captured, "replay", "--snapshot=" + safetensors(out));
    assertThat(replayed).as("%s %s", captured.out(), captured.err()).isZero();
    assertThat(captured.out()).anyMatch(line -> line.startsWith("identical: every tensor"));
  }

  private static Path safetensors(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files
          .filter(file -> file.toString().endsWith("-m0-s300.safetensors"))
          .findFirst()
          .orElseThrow();
    }
  }

  private void assertClose(String name, Modality modality, int width, Path out) throws Exception {
    float[][] samples = samples(width);
    float[][] rows = OnnxRun.of(Files.readAllBytes(out.resolve(name)), samples);
    FloatBuffer encoded = encode(modality, samples);
    for (float[] row : rows) {
      for (float value : row) {
        assertThat(value).isCloseTo(encoded.get(), within(1e-5f));
      }
    }
    assertThat(encoded.hasRemaining()).isFalse();
  }

  private FloatBuffer encode(Modality modality, float[][] samples) {
    ByteBuffer bytes =
        ByteBuffer.allocate(samples.length * samples[0].length * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(samples).forEach(row -> put(row, bytes));
    Address trainer = trainer().orElseThrow();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(trainer.host(), trainer.port()).usePlaintext().build();
    try {
      EncodeResponse response =
          TrainerGrpc.newBlockingStub(channel)
              .encode(
                  EncodeRequest.newBuilder()
                      .setModality(modality)
                      .setForm(SampleForm.SAMPLE_FORM_AS_IN_SOURCE)
                      .setCount(samples.length)
                      .setSamples(ByteString.copyFrom(bytes.flip()))
                      .build());
      return response
          .getRepresentations()
          .asReadOnlyByteBuffer()
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer();
    } finally {
      channel.shutdownNow();
    }
  }

  private static void put(float[] row, ByteBuffer to) {
    for (float value : row) {
      to.putFloat(value);
    }
  }

  private static float[][] samples(int width) {
    SplittableRandom random = new SplittableRandom(width);
    float[][] samples = new float[ROWS][width];
    for (float[] row : samples) {
      for (int i = 0; i < width; i++) {
        row[i] = (float) (centre(i) + scale(i) * random.nextDouble(-2, 2));
      }
    }
    return samples;
  }

  private int execute(CapturedTerminal on, String... arguments) {
    Installation own = Installation.own();
    Installation installation = new Installation(own.home(), folder, own.classPath());
    Terminal terminal = on.terminal();
    List<Object> commands =
        List.of(
            new UpCommand(installation, terminal),
            new ExportCommand(installation, terminal),
            new ReplayCommand(installation, terminal));
    return CommandLines.of(commands, terminal).execute(arguments);
  }
}
