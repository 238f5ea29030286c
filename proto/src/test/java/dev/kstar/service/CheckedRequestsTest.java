package dev.kstar.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.EvaluatorGrpc;
import dev.kstar.v1.ListReportsRequest;
import dev.kstar.v1.ListReportsResponse;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckedRequestsTest {
  private final List<ListReportsRequest> requests = new ArrayList<>();
  private final FakeCall call = new FakeCall();

  private final class Reports extends EvaluatorGrpc.EvaluatorImplBase {
    @Override
    public void listReports(
        ListReportsRequest request, StreamObserver<ListReportsResponse> response) {
      requests.add(request);
      response.onNext(ListReportsResponse.getDefaultInstance());
      response.onCompleted();
    }
  }

  private static final class FakeCall extends ServerCall<byte[], ListReportsResponse> {
    private final List<Status> closed = new ArrayList<>();

    @Override
    public void request(int messages) {
      // the test brings them
    }

    @Override
    public void sendHeaders(Metadata headers) {
      // nobody reads them
    }

    @Override
    public void sendMessage(ListReportsResponse message) {
      // nobody reads it
    }

    @Override
    public void close(Status status, Metadata trailers) {
      closed.add(status);
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public MethodDescriptor<byte[], ListReportsResponse> getMethodDescriptor() {
      return method().getMethodDescriptor();
    }
  }

  @SuppressWarnings("unchecked") // the method's own types
  private static ServerMethodDefinition<byte[], ListReportsResponse> method(Reports reports) {
    return (ServerMethodDefinition<byte[], ListReportsResponse>)
        CheckedRequests.of(reports.bindService())
            .getMethod(EvaluatorGrpc.getListReportsMethod().getFullMethodName());
  }

  private static ServerMethodDefinition<byte[], ListReportsResponse> method() {
    return method(new CheckedRequestsTest().new Reports());
  }

  private void send(byte[] bytes) {
    var listener = method(new Reports()).getServerCallHandler().startCall(call, new Metadata());
    listener.onMessage(bytes);
    listener.onHalfClose();
    listener.onComplete();
  }

  @Test
  void of_message_reachesTheMethod() {
    send(ListReportsRequest.newBuilder().setLimit(7).build().toByteArray());

    assertThat(requests).containsExactly(ListReportsRequest.newBuilder().setLimit(7).build());
    assertThat(call.closed).extracting(Status::getCode).containsExactly(Status.Code.OK);
  }

  @Test
  void of_otherBytes_isAnInvalidArgument() {
    send(new byte[] {(byte) 0xff, 3});

    assertThat(requests).isEmpty();
    assertThat(call.closed).hasSize(1);
    assertThat(call.closed.get(0).getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(call.closed.get(0).getDescription())
        .startsWith("the request of kstar.v1.Evaluator/ListReports must be a message of its type");
  }

  @Test
  void of_service_keepsEveryMethod() {
    var plain = new Reports().bindService();
    var checked = CheckedRequests.of(plain);

    assertThat(checked.getMethods()).hasSameSizeAs(plain.getMethods());
    assertThat(checked.getServiceDescriptor().getSchemaDescriptor())
        .isEqualTo(plain.getServiceDescriptor().getSchemaDescriptor());
  }
}
