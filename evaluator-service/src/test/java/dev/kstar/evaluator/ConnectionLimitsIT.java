package dev.kstar.evaluator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kstar.testing.RawBytes;
import dev.kstar.v1.EvaluatorGrpc;
import dev.kstar.v1.Report;
import dev.kstar.v1.WatchReportsRequest;
import io.grpc.CallOptions;
import io.grpc.Context;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What clients may do to connections, on the packaged evaluator with its own settings. */
class ConnectionLimitsIT {
  private static final int HALF_REQUESTS = 200;
  private static final int CANCELLED = 1_000;

  /** Far above the idle timeout. */
  private static final int PATIENCE_MS = 120_000;

  private static final String HALF_HEAD = "POST /q/health HTTP/1.1\r\nHost: localhost\r\nX-Part: a";
  private static final String HALF_BODY =
      "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\ntoken=";

  private static KafkaCluster cluster;

  private Scene scene;

  @BeforeAll
  static void startBroker() {
    cluster = Broker.start();
  }

  @AfterAll
  static void stopBroker() throws Exception {
    cluster.close();
  }

  @BeforeEach
  void startEvaluator(TestInfo test) throws Exception {
    scene = new Scene(test.getTestMethod().orElseThrow().getName(), cluster.getBootstrapServers());
  }

  @AfterEach
  void stopEvaluator() throws Exception {
    scene.close();
  }

  private Iterator<Report> watchForEver() {
    return EvaluatorGrpc.newBlockingStub(scene.evaluator.channel())
        .watchReports(WatchReportsRequest.getDefaultInstance());
  }

  private Socket send(String text) throws IOException {
    Socket socket = new Socket("127.0.0.1", scene.evaluator.port());
    socket.setSoTimeout(PATIENCE_MS);
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    return socket;
  }

  /** Reads to the end, which comes when the server closes the connection. */
  private static void awaitEnd(Socket socket) throws IOException {
    try (socket) {
      socket.getInputStream().readAllBytes();
    } catch (SocketException e) {
      // a reset is an end as well
    }
  }

  @Test
  void halfRequests_areClosed_quietStreamsStay() throws Exception {
    scene.firstReport();
    Iterator<Report> quiet = watchForEver();
    long before = quiet.next().getNumber();
    List<Socket> halves = new ArrayList<>();
    for (int i = 0; i < HALF_REQUESTS; i++) {
      halves.add(send(i % 2 == 0 ? HALF_HEAD : HALF_BODY));
    }

    for (Socket half : halves) {
      awaitEnd(half);
    }

    scene.evaluateNow();
    assertThat(quiet.next().getNumber()).isEqualTo(before + 1);
  }

  @Test
  void requestThatIsNoMessage_isAnInvalidArgument() {
    MethodDescriptor<byte[], byte[]> method =
        EvaluatorGrpc.getListReportsMethod().toBuilder(new RawBytes(), new RawBytes()).build();

    Throwable failure =
        catchThrowable(
            () ->
                ClientCalls.blockingUnaryCall(
                    scene.evaluator.channel(),
                    method,
                    CallOptions.DEFAULT,
                    new byte[] {(byte) 0xff, 3}));

    assertThat(failure)
        .hasMessageStartingWith(
            "INVALID_ARGUMENT: the request of kstar.v1.Evaluator/ListReports must be a message");
  }

  @Test
  void cancelledCalls_leaveOthersOnTheConnection() throws Exception {
    scene.firstReport();
    Iterator<Report> other = watchForEver();
    long before = other.next().getNumber();

    for (int call = 0; call < CANCELLED; call++) {
      Context.CancellableContext context = Context.current().withCancellation();
      context.run(() -> watchForEver().next());
      context.cancel(null);
    }

    scene.evaluateNow();
    assertThat(other.next().getNumber()).isEqualTo(before + 1);
  }
}
