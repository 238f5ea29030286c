package dev.kstar.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.local.job.Ports;
import dev.kstar.v1.Report;
import dev.kstar.v1.TrainerState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real gRPC server on loopback. */
@Timeout(60)
class ClientIT {
  @Test
  void asksForTheState() throws IOException {
    try (FakeServices services = new FakeServices(true)) {
      assertThat(Query.state(target(services.address()))).isEqualTo(FakeServices.STATE);
    }
  }

  @Test
  void watchesStatesUntilTheStreamEnds() throws IOException {
    try (FakeServices services = new FakeServices(true)) {
      List<TrainerState> states = new ArrayList<>();

      Query.watchState(target(services.address()), states::add);

      assertThat(states).extracting(TrainerState::getStep).containsExactly(7L, 8L);
    }
  }

  @Test
  void aRefusalIsInTheServicesOwnWords() throws IOException {
    try (FakeServices services = new FakeServices(false)) {
      assertThatThrownBy(() -> Query.report(target(services.address())))
          .isInstanceOf(Refusal.class)
          .hasMessage("evaluator: there is no report yet");
    }
  }

  @Test
  void nobodyThereIsOneLine() throws IOException {
    int nobody = freePort();

    assertThatThrownBy(() -> Query.state(target(new Address("127.0.0.1", nobody))))
        .isInstanceOf(Refusal.class)
        .hasMessage("no trainer answers at 127.0.0.1:" + nobody);
  }

  @Test
  void theFeedReadsAllThreeServices() throws IOException {
    try (FakeServices services = new FakeServices(true);
        Feed feed = new Feed(ports(services.address().port()))) {
      assertThat(feed.state()).contains(FakeServices.STATE);
      assertThat(feed.source())
          .hasValueSatisfying(s -> assertThat(s.getSource()).isEqualTo("fake"));
    }
  }

  @Test
  void theFeedTakesTheReportsUpAgainWhenTheirStreamBreaks() throws IOException {
    try (FakeServices services = new FakeServices(true);
        Feed feed = new Feed(ports(services.address().port()))) {
      List<Report> reports = new ArrayList<>();
      while (reports.size() < 2) {
        reports.addAll(feed.reports());
        Thread.onSpinWait();
      }

      assertThat(reports).containsOnly(FakeServices.REPORT);
      assertThat(services.subscriptions()).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void theFeedIsEmptyWhileNobodyAnswers() throws IOException {
    try (Feed feed = new Feed(ports(freePort()))) {
      assertThat(feed.state()).isEmpty();
      assertThat(feed.source()).isEmpty();
    }
  }

  private static Target target(Address address) {
    return new Target(address, Keys.ofEnvironment());
  }

  private static Ports ports(int all) {
    return new Ports(all, all, all, all, all);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
