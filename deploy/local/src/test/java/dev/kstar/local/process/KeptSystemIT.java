package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.local.client.Address;
import dev.kstar.local.client.Keys;
import dev.kstar.local.client.Query;
import dev.kstar.local.client.Refusal;
import dev.kstar.local.client.Target;
import dev.kstar.local.job.Job;
import dev.kstar.local.job.Source;
import dev.kstar.v1.PartitionPosition;
import dev.kstar.v1.TrainerState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole system with a folder that it keeps its data in. */
@Timeout(600)
class KeptSystemIT {
  private static final int BATCH = 64;
  private static final Job JOB =
      new Job(
          new Source.Synthetic(Source.Link.LINEAR, 2, 8, 8, 0),
          0.05,
          List.of(4),
          1,
          List.of(16),
          BATCH,
          0.001,
          1,
          OptionalLong.empty());

  @TempDir private Path folder;

  private final StartedProcesses processes = new StartedProcesses();

  @Test
  void killedAsAWholeItGoesOnAtTheVeryPair() throws Exception {
    TrainerState before;
    try (LocalSystem system = system()) {
      system.start(JOB, status -> {});
      await(system, state -> state.getStep() > 0);
      Query.checkpoint(trainer(system));
      before = Query.state(trainer(system));
      killAll();
    }
    try (LocalSystem system = system()) {
      system.start(JOB, status -> {});
      TrainerState after = await(system, state -> state.getStep() > before.getStep());
      assertThat(after.getRunId()).isEqualTo(before.getRunId());
      assertThat(trainedOn(system, after)).isEqualTo(after.getStep() * BATCH);
    }
  }

  @Test
  void aTrainerThatIsKilledIsStartedAgainAndGoesOn() throws Exception {
    try (LocalSystem system = new LocalSystem(installation(), Optional.empty())) {
      system.start(JOB, status -> {});
      TrainerState before = await(system, state -> state.getStep() > 0);
      Query.checkpoint(trainer(system));
      long pid = Long.parseLong(system.description().get("trainer.pid"));
      ProcessHandle trainer = ProcessHandle.of(pid).orElseThrow();
      trainer.destroyForcibly();
      trainer.onExit().get(30, TimeUnit.SECONDS);
      system.check();
      TrainerState after = await(system, state -> state.getStep() > before.getStep());
      assertThat(after.getRunId()).isEqualTo(before.getRunId());
    }
  }

  @Test
  void check_killedBrokerAndServices_allGoOn() throws Exception {
    try (LocalSystem system = new LocalSystem(installation(), Optional.empty())) {
      system.start(JOB, status -> {});
      TrainerState before = await(system, state -> state.getStep() > 0);
      Map<String, String> pids = system.description();
      for (String name : List.of("broker", "evaluator", "ingest")) {
        kill(pids.get(name + ".pid"));
      }

      List<String> notices = new ArrayList<>(system.check());
      while (pids.get("ingest.pid").equals(system.description().get("ingest.pid"))) {
        notices.addAll(system.check());
        Thread.sleep(50);
      }

      assertThat(notices)
          .containsExactlyInAnyOrder(
              "broker was killed (signal 9) and is started again, 1 of 5",
              "evaluator was killed (signal 9) and is started again, 1 of 5",
              "ingest was killed (signal 9) and is started again, 1 of 5");
      // more than what was in the log before
      long far = before.getStep() + before.getLag() / BATCH + 1_000;
      TrainerState after = await(system, state -> state.getStep() > far);
      assertThat(after.getRunId()).isEqualTo(before.getRunId());
    }
  }

  private static void kill(String pid) throws Exception {
    ProcessHandle process = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    process.destroyForcibly();
    process.onExit().get(30, TimeUnit.SECONDS);
  }

  private LocalSystem system() {
    return new LocalSystem(installation(), Optional.of(new DataFolder(folder.resolve("data"))));
  }

  private Installation installation() {
    Installation own = Installation.own();
    return new Installation(own.home(), folder, own.classPath());
  }

  private static Target trainer(LocalSystem system) {
    return new Target(new Address("127.0.0.1", system.ports().trainer()), Keys.ofEnvironment());
  }

  /** SIGKILL, at whatever they are doing. */
  private void killAll() throws Exception {
    List<ProcessHandle> all = processes.running();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : all) {
      each.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  private static TrainerState await(LocalSystem system, Predicate<TrainerState> wanted)
      throws InterruptedException {
    while (true) {
      try {
        TrainerState state = Query.state(trainer(system));
        assertThat(state.getPhase()).isNotEqualTo(TrainerState.Phase.PHASE_FAILED);
        if (wanted.test(state)) {
          return state;
        }
      } catch (Refusal e) {
        system.check(); // not up yet
      }
      Thread.sleep(50);
    }
  }

  /** Committed pairs in the log before the next offsets. */
  private static long trainedOn(LocalSystem system, TrainerState state) {
    Map<TopicPartition, Long> next = new HashMap<>();
    for (PartitionPosition position : state.getPositionsList()) {
      next.put(
          new TopicPartition("kstar.pairs", position.getPartition()), position.getNextOffset());
    }
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                "127.0.0.1:" + system.ports().broker(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(next.keySet());
      consumer.seekToBeginning(next.keySet());
      long[] count = {0};
      while (next.keySet().stream().anyMatch(p -> consumer.position(p) < next.get(p))) {
        consumer
            .poll(Duration.ofSeconds(1))
            .forEach(
                record -> {
                  TopicPartition of = new TopicPartition(record.topic(), record.partition());
                  count[0] += record.offset() < next.get(of) ? 1 : 0;
                });
      }
      return count[0];
    }
  }
}
