package dev.kstar.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.local.api.ApiPage.Example;
import dev.kstar.v1.EvaluatorGrpc;
import dev.kstar.v1.IngestGrpc;
import dev.kstar.v1.TrainerGrpc;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every example of docs/api.md that needs no TLS; {@code SecuredSystemIT} runs the others. */
@Timeout(600)
@ExtendWith(PushedSystem.class)
class ApiPageIT {
  /** What grpcurl ends with when its time is up. */
  private static final int DEADLINE_EXCEEDED = 68;

  static Stream<Example> examples() throws IOException {
    return ApiPage.examples().stream().filter(example -> !example.isSecured());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void answersAsThePageSays(Example example, PushedSystem.Running running) throws Exception {
    Grpcurl.Ended ended =
        Grpcurl.run(
            example
                .at("localhost:8101", "localhost:" + running.ports().ingest())
                .at("localhost:8102", "localhost:" + running.ports().trainer())
                .at("localhost:8103", "localhost:" + running.ports().evaluator()),
            running.folder());

    assertThat(ended.code()).as(ended.out()).isEqualTo(example.isCutOff() ? DEADLINE_EXCEEDED : 0);
    assertThat(ended.out()).isNotBlank();
    assertThat(
            example.answer().map(shown -> JsonShape.missing(shown, ended.out())).orElse(List.of()))
        .as(ended.out())
        .isEmpty();
  }

  @Test
  void everyCallHasAnExample() throws IOException {
    List<String> shown =
        ApiPage.examples().stream().map(Example::method).flatMap(Optional::stream).toList();

    assertThat(shown)
        .containsAll(
            Stream.of(
                    IngestGrpc.getServiceDescriptor(),
                    TrainerGrpc.getServiceDescriptor(),
                    EvaluatorGrpc.getServiceDescriptor())
                .flatMap(service -> service.getMethods().stream())
                .map(MethodDescriptor::getFullMethodName)
                .toList());
  }
}
