package dev.kstar.evaluator;

import dev.kstar.v1.EvaluateNowRequest;
import dev.kstar.v1.EvaluatorGrpc;
import dev.kstar.v1.EvaluatorGrpc.EvaluatorBlockingStub;
import dev.kstar.v1.Report;
import dev.kstar.v1.WatchReportsRequest;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The packaged evaluator between a stream of its own and a trainer with known weights. */
final class Scene implements AutoCloseable {
  /** Held-out pairs that the evaluator keeps, and that it waits for. */
  static final int PAIRS = 1000;

  final TestStream stream;
  EvaluatorProcess evaluator;

  private final Map<String, String> settings;
  FakeTrainer trainer;

  Scene(String name, String servers) throws IOException {
    stream = new TestStream(name, servers);
    trainer = FakeTrainer.at(100);
    settings = stream.settings(trainer.port());
    settings.put("kstar.evaluator.window", Integer.toString(PAIRS));
    settings.put("kstar.evaluator.minimum", Integer.toString(PAIRS));
    evaluator = EvaluatorProcess.launch(settings);
    evaluator.channel(); // it listens, so the topics are there
  }

  /** Stops the evaluator in order and starts another in its place. */
  void restart() throws IOException, InterruptedException {
    evaluator.terminate();
    evaluator.awaitExit();
    evaluator = EvaluatorProcess.launch(settings);
    evaluator.channel();
  }

  EvaluatorBlockingStub stub() {
    return EvaluatorGrpc.newBlockingStub(evaluator.channel())
        .withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  Iterator<Report> watch() {
    return stub().watchReports(WatchReportsRequest.getDefaultInstance());
  }

  Report evaluateNow() {
    return stub().evaluateNow(EvaluateNowRequest.getDefaultInstance());
  }

  /** Asks for reports until one is as expected. */
  Report evaluateUntil(Predicate<Report> expected) {
    EvaluatorBlockingStub stub = stub(); // one deadline for all
    Report report;
    do {
      report = stub.evaluateNow(EvaluateNowRequest.getDefaultInstance());
    } while (!expected.test(report));
    return report;
  }

  /** Describes the stream, sends as many pairs as a report needs, and waits for the report. */
  Report firstReport() {
    stream.describe(Snapshots.DIMENSION, Snapshots.DIMENSION);
    stream.pairs(0, PAIRS);
    return watch().next();
  }

  @Override
  public void close() throws InterruptedException {
    evaluator.close();
    trainer.close();
    stream.close();
  }
}
