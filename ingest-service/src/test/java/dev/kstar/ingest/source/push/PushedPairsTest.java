package dev.kstar.ingest.source.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kstar.contract.Float32;
import dev.kstar.contract.HoldoutSplit;
import dev.kstar.contract.PairEncoder;
import dev.kstar.ingest.config.SourceSettings;
import dev.kstar.ingest.source.Encoded;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.PushRequest;
import dev.kstar.v1.PushResponse;
import dev.kstar.v1.PushResult;
import dev.kstar.v1.PushResult.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PushedPairsTest {
  private static final long NOW = 1_790_000_000_000L;

  private final PushedPairs pairs =
      new PushedPairs(new SourceSettings.Push(2, 1, List.of("digit"), 3));
  private final Answers answers = new Answers();

  private static final class Answers implements Pushed.Answer {
    private final List<PushResult> results = new ArrayList<>();
    private final List<String> unavailable = new ArrayList<>();

    @Override
    public void results(byte[] response) {
      try {
        results.addAll(PushResponse.parseFrom(response).getResultsList());
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
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

  private void push(PairedSample.Builder... samples) throws InvalidProtocolBufferException {
    PushRequest.Builder request = PushRequest.newBuilder();
    for (PairedSample.Builder sample : samples) {
      request.addSamples(sample);
    }
    pairs.offer(new Pushed(request.build().toByteArray(), answers));
  }

  /** Ids of all pairs that are drawn until there is none. */
  private List<String> draw() {
    List<String> ids = new ArrayList<>();
    while (pairs.next() instanceof Encoded pair) {
      ids.add(new String(pair.key(), StandardCharsets.UTF_8));
    }
    return ids;
  }

  private PairedSample drawn() throws InvalidProtocolBufferException {
    Encoded pair = (Encoded) pairs.next();
    if (!pair.stamped()) {
      PairEncoder.stamp(pair.value(), NOW);
    }
    PairedSample written = PairedSample.parseFrom(pair.value());
    assertThat(pair.key()).isEqualTo(written.getIdBytes().toByteArray());
    return written;
  }

  @Test
  void aPairIsDrawnAsItWasPushedButForAnEpoch() throws Exception {
    push(sample("a").setEpoch(3), sample("ü").putLabels("digit", -7).setEpoch(3));
    push(sample("b").clearEventTimeMs());
    assertThat(drawn()).isEqualTo(sample("a").build());
    assertThat(drawn()).isEqualTo(sample("ü").putLabels("digit", -7).build());
    assertThat(drawn()).isEqualTo(sample("b").setEventTimeMs(NOW).build());
  }

  @Test
  void aPairLiesOnItsSideOfTheSplit() throws Exception {
    HoldoutSplit half = new HoldoutSplit(0.5);
    pairs.splitBy(half);
    for (int i = 0; i < 100; i++) {
      String id = (i % 2 == 0 ? "a" : "ü") + i;
      push(sample(id));
      assertThat(((Encoded) pairs.next()).heldOut()).as(id).isEqualTo(half.holdsOut(id));
    }
  }

  @Test
  void whatIsNoMessageIsRefusedAsAWhole() throws Exception {
    byte[] message = PushRequest.newBuilder().addSamples(sample("a")).build().toByteArray();
    for (int length = 1; length < message.length; length++) {
      Pushed cut = new Pushed(Arrays.copyOf(message, length), answers);
      assertThatThrownBy(() -> pairs.offer(cut)).isInstanceOf(InvalidProtocolBufferException.class);
    }
    byte[] groupEnds = {4};
    assertThatThrownBy(() -> pairs.offer(new Pushed(groupEnds, answers)))
        .isInstanceOf(InvalidProtocolBufferException.class);
    assertThat(draw()).isEmpty();
  }

  @Test
  void whatAMessageHoldsBesideItsPairsIsPassedOver() throws Exception {
    byte[] message = PushRequest.newBuilder().addSamples(sample("a")).build().toByteArray();
    byte[] more = Arrays.copyOf(message, message.length + 2);
    more[message.length] = 9 << 3;
    more[message.length + 1] = 5;
    pairs.offer(new Pushed(more, answers));
    assertThat(draw()).containsExactly("a");
  }

  @Test
  void nothingIsAnsweredBeforeTheCommit() throws Exception {
    push(sample("a"), sample("b"));
    assertThat(draw()).containsExactly("a", "b");
    assertThat(answers.results).isEmpty();
    pairs.committed();
    assertThat(answers.outcomes()).containsOnly(Outcome.OUTCOME_ACCEPTED).hasSize(2);
  }

  @Test
  void aMessageThatIsHalfDrawnIsNotAnsweredByACommit() throws Exception {
    push(sample("a"), sample("b"));
    pairs.next();
    pairs.committed();
    assertThat(answers.results).isEmpty();
    draw();
    pairs.committed();
    assertThat(answers.results).extracting(PushResult::getId).containsExactly("a", "b");
  }

  @Test
  void anIdWithinTheWindowIsADuplicate() throws Exception {
    push(sample("a"), sample("a"));
    push(sample("a"));
    assertThat(draw()).containsExactly("a");
    pairs.committed();
    assertThat(answers.outcomes())
        .containsExactly(
            Outcome.OUTCOME_ACCEPTED, Outcome.OUTCOME_DUPLICATE, Outcome.OUTCOME_DUPLICATE);
  }

  @Test
  void anIdBeyondTheWindowIsForgotten() throws Exception {
    push(sample("a"), sample("b"), sample("c"), sample("d"), sample("a"));
    assertThat(draw()).containsExactly("a", "b", "c", "d", "a");
  }

  @Test
  void anIdThatTheLogHasIsADuplicate() throws Exception {
    pairs.remember("a");
    push(sample("a"), sample("b"));
    assertThat(draw()).containsExactly("b");
  }

  @Test
  void whatCannotBeUsedIsRejectedWithTheReasonAndTheRestIsTaken() throws Exception {
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
  void aRejectedIdMayComeAgain() throws Exception {
    push(sample("a").clearLabels(), sample("a"));
    assertThat(draw()).containsExactly("a");
  }

  @Test
  void whoWaitsWhenTheStreamEndsIsTold() throws Exception {
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
