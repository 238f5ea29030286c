package dev.kstar.ingest.source.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.PushResponse;
import dev.kstar.v1.PushResult;
import dev.kstar.v1.PushResult.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final Outcome[] ANY = {
    Outcome.OUTCOME_ACCEPTED, Outcome.OUTCOME_DUPLICATE, Outcome.OUTCOME_REJECTED
  };

  @Test
  void theBytesAreThoseOfTheGeneratedClass() {
    Random random = new Random(1);
    for (int n = 0; n < 500; n++) {
      int size = random.nextInt(40);
      byte[][] ids = new byte[size][];
      Outcome[] outcomes = new Outcome[size];
      String[] reasons = new String[size];
      PushResponse.Builder generated = PushResponse.newBuilder();
      for (int i = 0; i < size; i++) {
        String id = "ü-".repeat(random.nextInt(90));
        ids[i] = id.getBytes(StandardCharsets.UTF_8);
        outcomes[i] = ANY[random.nextInt(ANY.length)];
        PushResult.Builder result = PushResult.newBuilder().setId(id).setOutcome(outcomes[i]);
        if (outcomes[i] == Outcome.OUTCOME_REJECTED) {
          reasons[i] = "ß".repeat(1 + random.nextInt(200));
          result.setReason(reasons[i]);
        }
        generated.addResults(result);
      }
      assertThat(Results.encode(ids, outcomes, reasons)).isEqualTo(generated.build().toByteArray());
    }
  }
}
