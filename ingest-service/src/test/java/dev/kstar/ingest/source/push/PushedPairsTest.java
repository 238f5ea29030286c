package dev.kstar.ingest.source.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.contract.Float32;
import dev.kstar.ingest.config.SourceSettings;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.PushRequest;
import dev.kstar.v1.PushResponse;
import dev.kstar.v1.PushResult;
import dev.kstar.v1.PushResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PushedPairsTest {
  private final PushedPairs pairs =
      new PushedPairs(new SourceSettings.Push(2, 1, List.of("digit"), 3));
  private final Answers answers = new Answers();

  private static final class Answers implements Pushed.Answer {
    private final List<PushResult> results = new ArrayList<>();
    private final List<String> unavailable = new ArrayList<>();

    @Override
    public void results(PushResponse response) {
      results.addAll(response.getResultsList());
    }

    @Override
    public void unavailable(String reason) {
      unavailable.add(reason);
    }

    List<Outcome> outcomes() {
      return results.stream().map(PushResult::getOutcome).toList();
    }
  }

  private static PairedSample.Builder sample(String id) {
    return PairedSample.newBuilder()
        .setId(id)
        .setX(Float32.encode(new float[] {1, 2}, 0, 2))
        .setY(Float32.encode(new float[] {3}, 0, 1))
        .putLabels("digit", 7)
        .setEventTimeMs(99);
  }

  private void push(PairedSample.Builder... samples) {
    PushRequest.Builder request = PushRequest.newBuilder();
    for (PairedSample.Builder sample : samples) {
      request.addSamples(sample);
    }
    pairs.offer(new Pushed(request.build(), answers));
  }

  /** Ids of all pairs that are drawn until there is none. */
  private List<String> draw() {
    List<String> ids = new ArrayList<>();
    while (pairs.next() instanceof Drawn.Pair pair) {
      ids.add(pair.id());
    }
    return ids;
  }

  @Test
  void aPairIsDrawnAsItWasPushed() {
    push(sample("a"));
    Drawn.Pair pair = (Drawn.Pair) pairs.next();
    assertThat(pair.id()).isEqualTo("a");
    assertThat(pair.x()).containsExactly(1, 2);
    assertThat(pair.y()).containsExactly(3);
    assertThat(pair.labels()).containsEntry("digit", 7).hasSize(1);
    assertThat(pair.eventTimeMs()).isEqualTo(99);
    assertThat(pair.epoch()).isEqualTo(Drawn.NO_EPOCH);
  }

  @Test
  void nothingIsAnsweredBeforeTheCommit() {
    push(sample("a"), sample("b"));
    assertThat(draw()).containsExactly("a", "b");
    assertThat(answers.results).isEmpty();
    pairs.committed();
    assertThat(answers.outcomes()).containsOnly(Outcome.OUTCOME_ACCEPTED).hasSize(2);
  }

  @Test
  void aMessageThatIsHalfDrawnIsNotAnsweredByACommit() {
    push(sample("a"), sample("b"));
    pairs.next();
    pairs.committed();
    assertThat(answers.results).isEmpty();
    draw();
    pairs.committed();
    assertThat(answers.results).extracting(PushResult::getId).containsExactly("a", "b");
  }

  @Test
  void anIdWithinTheWindowIsADuplicate() {
    push(sample("a"), sample("a"));
    push(sample("a"));
    assertThat(draw()).containsExactly("a");
    pairs.committed();
    assertThat(answers.outcomes())
        .containsExactly(
            Outcome.OUTCOME_ACCEPTED, Outcome.OUTCOME_DUPLICATE, Outcome.OUTCOME_DUPLICATE);
  }

  @Test
  void anIdBeyondTheWindowIsForgotten() {
    push(sample("a"), sample("b"), sample("c"), sample("d"), sample("a"));
    assertThat(draw()).containsExactly("a", "b", "c", "d", "a");
  }

  @Test
  void anIdThatTheLogHasIsADuplicate() {
    pairs.remember("a");
    push(sample("a"), sample("b"));
    assertThat(draw()).containsExactly("b");
  }

  @Test
  void whatCannotBeUsedIsRejectedWithTheReasonAndTheRestIsTaken() {
    push(
        sample(""),
        sample("wide").setX(Float32.encode(new float[3], 0, 3)),
        sample("nan").setY(Float32.encode(new float[] {Float.NaN}, 0, 1)),
        sample("unlabelled").clearLabels(),
        sample("good"));
    assertThat(draw()).containsExactly("good");
    pairs.committed();
    assertThat(answers.results)
        .extracting(PushResult::getReason)
        .containsExactly(
            "id must not be empty",
            "x must hold 2 float32 values (8 bytes) but held 12 bytes",
            "y[0] must be finite but was NaN",
            "labels must be [digit], as those of the stream, but were []",
            "");
  }

  @Test
  void aRejectedIdMayComeAgain() {
    push(sample("a").clearLabels(), sample("a"));
    assertThat(draw()).containsExactly("a");
  }

  @Test
  void whoWaitsWhenTheStreamEndsIsTold() {
    push(sample("a"));
    push(sample("b"), sample("c"));
    push(sample("d"));
    pairs.next();
    pairs.next();
    pairs.close("it is over");
    push(sample("e"));
    assertThat(answers.unavailable).containsOnly("it is over").hasSize(4);
    assertThat(answers.results).isEmpty();
  }
}
