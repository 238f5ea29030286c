package dev.kstar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.testing.DoorKeys;
import dev.kstar.testing.DoorMatrix;
import dev.kstar.testing.KafkaBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every call and every route of the ingest, with every kind of credential. */
@QuarkusTest
@QuarkusTestResource(value = KafkaBroker.class, restrictToAnnotatedClass = true)
@TestProfile(DoorIT.Keys.class)
class DoorIT {
  /** A ingest with a door. */
  public static final class Keys extends DoorKeys {
    @Override
    protected Map<String, String> serviceSettings() {
      return Map.of("kstar.ingest.source", "push");
    }
  }

  @Inject Router router;
  @TestHTTPResource URI http;

  private DoorMatrix matrix;

  @BeforeEach
  void list() {
    matrix = new DoorMatrix(http.getPort(), router);
  }

  @Test
  void somebodyHasDecidedOnEveryCallAndRoute() {
    assertThat(matrix.unlisted()).isEmpty();
  }

  @Test
  void everyCredentialOpensWhatItIsForAndNothingElse() {
    assertThat(matrix.tryAll()).isEmpty();
  }
}
