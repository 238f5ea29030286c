package dev.kstar.evaluator;

import dev.kstar.v1.EvaluatorGrpc;
import dev.kstar.v1.Report;
import dev.kstar.v1.WatchReportsRequest;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The packaged evaluator with its page, between a broker and a population, when it has made its
 * first reports. One for all tests of the page.
 */
final class PageScene implements AutoCloseable {
  static final int PAIRS = 400;

  /** Steps of the first reports. */
  private static final long[] STEPS = {100, 300, 900};

  private final KafkaCluster cluster = Broker.start();
  private final TestStream stream;
  private final Map<String, String> settings;
  final int port = freePort();
  FakePopulation trainer;
  EvaluatorProcess evaluator;

  /** Gives the scene to each test class that takes one; it ends after the last. */
  static final class Shared implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == PageScene.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.GLOBAL)
          .computeIfAbsent(PageScene.class, type -> open(), PageScene.class);
    }

    private static PageScene open() {
      try {
        return new PageScene();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private PageScene() throws IOException {
    stream = new TestStream("page", cluster.getBootstrapServers());
    trainer = new FakePopulation(0, STEPS[0]);
    settings = stream.settings(trainer.port());
    settings.put("quarkus.http.port", Integer.toString(port));
    settings.put("kstar.evaluator.window", Integer.toString(PAIRS));
    settings.put("kstar.evaluator.minimum", Integer.toString(PAIRS));
    settings.put("kstar.evaluator.rounds", "10");
    evaluator = EvaluatorProcess.launch(settings);
    evaluator.channel(); // it listens, so the topics are there
    stream.describe(Snapshots.DIMENSION, Snapshots.DIMENSION);
    stream.pairs(0, PAIRS);
    for (long step : STEPS) {
      reportAt(step);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Lets the training go on to that step and waits for the report on it. */
  Report reportAt(long step) {
    trainer.advanceTo(step);
    Iterator<Report> reports =
        EvaluatorGrpc.newBlockingStub(evaluator.channel())
            .withDeadlineAfter(120, TimeUnit.SECONDS)
            .watchReports(WatchReportsRequest.getDefaultInstance());
    Report report = reports.next();
    while (report.getMembersList().stream().anyMatch(member -> member.getStep() < step)) {
      report = reports.next();
    }
    return report;
  }

  /** The steps go up from test to test. */
  long nextStep() {
    return trainer.step() + 100;
  }

  /** Stops the evaluator; {@link #start} starts it again on the same port. */
  void stop() throws InterruptedException {
    evaluator.terminate();
    evaluator.awaitExit();
  }

  void start() {
    evaluator = EvaluatorProcess.launch(settings);
    evaluator.channel();
  }

  /** The trainer goes away; {@link #returnTrainer} brings it back where it was. */
  void takeTrainerAway() throws InterruptedException {
    trainer.close();
  }

  void returnTrainer() throws IOException {
    trainer = new FakePopulation(trainer.port(), trainer.step());
  }

  String address(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  @Override
  public void close() throws Exception {
    evaluator.close();
    trainer.close();
    stream.close();
    cluster.close();
  }
}
