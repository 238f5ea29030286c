package dev.kstar.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.kstar.v1.EvaluatorOuterClass;
import dev.kstar.v1.IngestOuterClass;
import dev.kstar.v1.TrainerOuterClass;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AccessTableTest {
  static Stream<String> calls() {
    return Stream.of(
            IngestOuterClass.getDescriptor(),
            TrainerOuterClass.getDescriptor(),
            EvaluatorOuterClass.getDescriptor())
        .map(FileDescriptor::getServices)
        .flatMap(services -> services.stream().map(ServiceDescriptor::getMethods))
        .flatMap(methods -> methods.stream().map(AccessTableTest::path));
  }

  private static String path(MethodDescriptor method) {
    return "/%s/%s".formatted(method.getService().getFullName(), method.getName());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void everyCallOfTheContractNeedsARole(String call) {
    assertThat(AccessTable.ofCall(call)).isInstanceOf(Access.Needs.class);
  }

  @Test
  void aCallThatIsNotListedIsForNobody() {
    assertThat(AccessTable.ofCall("/kstar.v1.Trainer/Delete")).isEqualTo(new Access.Unlisted());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /q/health, open",
    "GET, /q/health/live, open",
    "HEAD, /q/metrics, read",
    "GET, /, read",
    "GET, /api/report, read",
    "POST, /api/evaluate, operate",
    "DELETE, /api/report, unlisted",
    "POST, /q/health, unlisted",
    "GET, /apis, unlisted",
    "GET, /q/dev, unlisted",
    "GET, /q/healthy, unlisted",
    "GET, /q/health/, unlisted",
    "GET, /main.js, read",
    "GET, /deep/main.js, unlisted",
    "GET, /api/snapshot.js/below, read"
  })
  void routesNeedWhatTheTableSays(String method, String path, String access) {
    assertThat(AccessTable.ofRoute(method, path)).hasToString(access);
  }

  @Test
  void aCallIsNoRoute() {
    assertThat(AccessTable.ofRoute("POST", "/kstar.v1.Trainer/Pause"))
        .isEqualTo(new Access.Unlisted());
  }
}
