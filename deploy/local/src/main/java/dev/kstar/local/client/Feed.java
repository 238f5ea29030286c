package dev.kstar.local.client;

import com.google.protobuf.Descriptors;
import com.google.protobuf.Message;
import dev.kstar.local.job.Ports;
import dev.kstar.service.PlainMessage;
import dev.kstar.v1.EvaluatorGrpc;
import dev.kstar.v1.GetReportRequest;
import dev.kstar.v1.GetStateRequest;
import dev.kstar.v1.IngestGrpc;
import dev.kstar.v1.ListSourcesRequest;
import dev.kstar.v1.Report;
import dev.kstar.v1.SourceState;
import dev.kstar.v1.TrainerGrpc;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.WatchReportsRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a running system says, read again and again by one thread. A service that does not answer
 * gives nothing this time; the stream of reports is taken up again when it breaks. Every text is
 * safe to show on a terminal.
 */
public final class Feed implements AutoCloseable {
  private static final int DEADLINE_MS = 1_000;

  private final ManagedChannel ingest;
  private final ManagedChannel trainer;
  private final ManagedChannel evaluator;
  private final ConcurrentLinkedQueue<Report> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean subscribed = new AtomicBoolean();

  public Feed(Ports ports) {
    ingest = channel(ports.ingest());
    trainer = channel(ports.trainer());
    evaluator = channel(ports.evaluator());
  }

  private static ManagedChannel channel(int port) {
    return new Target(new Address("127.0.0.1", port), Keys.ofEnvironment()).channel();
  }

  /** The trainer's newest state; empty when it does not answer within a second. */
  public Optional<TrainerState> state() {
    try {
      return Optional.of(
          PlainMessage.of(
              TrainerGrpc.newBlockingStub(trainer)
                  .withDeadlineAfter(DEADLINE_MS, TimeUnit.MILLISECONDS)
                  .getState(GetStateRequest.getDefaultInstance())));
    } catch (StatusRuntimeException e) {
      return Optional.empty();
    }
  }

  /** The state of the first source; empty when ingest does not answer within a second. */
  public Optional<SourceState> source() {
    try {
      return IngestGrpc.newBlockingStub(ingest)
          .withDeadlineAfter(DEADLINE_MS, TimeUnit.MILLISECONDS)
          .listSources(ListSourcesRequest.getDefaultInstance())
          .getSourcesList()
          .stream()
          .findFirst()
          .map(PlainMessage::of);
    } catch (StatusRuntimeException e) {
      return Optional.empty();
    }
  }

  /** Reports that have come since the last call, oldest first; some may come twice. */
  public List<Report> reports() {
    if (subscribed.compareAndSet(false, true)) {
      EvaluatorGrpc.newStub(evaluator)
          .watchReports(WatchReportsRequest.getDefaultInstance(), new Subscription());
    }
    List<Report> reports = new ArrayList<>();
    for (Report next = arrived.poll(); next != null; next = arrived.poll()) {
      reports.add(next);
    }
    return reports;
  }

  /**
   * Why the evaluator can make no report now; empty when it can, and when it does not answer within
   * a second.
   */
  public Optional<String> reportFailure() {
    try {
      return failure(
          EvaluatorGrpc.newBlockingStub(evaluator)
              .withDeadlineAfter(DEADLINE_MS, TimeUnit.MILLISECONDS)
              .getReport(GetReportRequest.getDefaultInstance()));
    } catch (StatusRuntimeException e) {
      boolean none = e.getStatus().getCode() == Status.Code.NOT_FOUND;
      String sentence = none ? String.valueOf(e.getStatus().getDescription()) : "";
      int reason = sentence.indexOf(": "); // "there is no report yet", and why
      return reason < 0 ? Optional.empty() : Optional.of(sentence.substring(reason + 2));
    }
  }

  /** An evaluator that does not tell of failures has no such field. */
  static Optional<String> failure(Message report) {
    return field(report, "last_failure")
        .map(Message.class::cast)
        .flatMap(failure -> field(failure, "reason"))
        .map(Object::toString);
  }

  private static Optional<Object> field(Message message, String name) {
    Descriptors.FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
    boolean absent = field == null || field.hasPresence() && !message.hasField(field);
    return absent ? Optional.empty() : Optional.of(message.getField(field));
  }

  @Override
  public void close() {
    ingest.shutdownNow();
    trainer.shutdownNow();
    evaluator.shutdownNow();
  }

  private final class Subscription implements StreamObserver<Report> {
    @Override
    public void onNext(Report report) {
      arrived.add(PlainMessage.of(report));
    }

    @Override
    public void onError(Throwable failure) {
      subscribed.set(false);
    }

    @Override
    public void onCompleted() {
      subscribed.set(false);
    }
  }
}
