package dev.kstar.trainer;

import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.learning.checkpoint.CheckpointDirectory;
import dev.kstar.learning.checkpoint.CheckpointFormat;
import dev.kstar.testing.KafkaBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trainer whose clock jumps hours at each look, over a log whose times go back and forth. */
@QuarkusTest
@QuarkusTestResource(value = KafkaBroker.class, restrictToAnnotatedClass = true)
@TestProfile(ClockIT.Jumping.class)
class ClockIT {
  private static final int BATCH = 16;
  private static final int STEPS = 400;

  /** Settings of both trainers. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "kstar.batch.size", String.valueOf(BATCH),
          "kstar.model.hidden", "8",
          "kstar.model.dimensions", "2",
          "kstar.training.max-steps", String.valueOf(STEPS),
          "kstar.checkpoint.every", "PT1S");

  /** The trainer in this process. */
  public static final class Jumping implements QuarkusTestProfile {
    static final Path CHECKPOINTS = Path.of("target", "clock-it-" + System.nanoTime());

    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new java.util.HashMap<>(SETTINGS);
      settings.put("kstar.checkpoint.directory", CHECKPOINTS.toString());
      return settings;
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return Set.of(JumpingClock.class);
    }
  }

  /** Three hours on, two hours back, and so on. */
  @Alternative
  @Singleton
  public static class JumpingClock extends Clock {
    private static final long HOUR_MS = 3_600_000;
    private final AtomicLong looks = new AtomicLong();

    @Override
    public Instant instant() {
      long jump = looks.incrementAndGet() % 2 == 0 ? 3 * HOUR_MS : -2 * HOUR_MS;
      return Instant.ofEpochMilli(System.currentTimeMillis() + jump);
    }

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @TempDir Path folder;

  @Test
  void aClockThatJumpsChangesNothing() throws Exception {
    FixedLog.write(bootstrapServers, STEPS * BATCH / FixedLog.PARTITIONS);
    Checkpoint jumping = awaitEnd();
    try (TrainerProcess trainer = new TrainerProcess(folder, bootstrapServers, SETTINGS)) {
      trainer.start();
      Checkpoint steady = trainer.await(checkpoint -> checkpoint.step() == STEPS);
      FixedLog.assertSame(jumping, steady);
    }
  }

  private static Checkpoint awaitEnd() throws Exception {
    while (true) {
      List<Path> files = CheckpointDirectory.files(Jumping.CHECKPOINTS);
      try {
        if (!files.isEmpty()) {
          Checkpoint newest = CheckpointFormat.read(Files.readAllBytes(files.get(0)));
          if (newest.step() == STEPS) {
            return newest;
          }
        }
      } catch (NoSuchFileException e) {
        // pruned just now: there are newer ones
      }
      Thread.sleep(20);
    }
  }
}
