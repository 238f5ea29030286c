package dev.kstar.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.contract.HoldoutSplit;
import dev.kstar.contract.PairEncoder;
import dev.kstar.ingest.config.Link;
import dev.kstar.ingest.config.SourceSettings.Synthetic;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.Encoded;
import dev.kstar.ingest.source.Ids;
import dev.kstar.ingest.source.PairEncoding;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.Position;
import dev.kstar.ingest.source.SourceFailure;
import dev.kstar.ingest.source.synthetic.SharedLatentPairs;
import dev.kstar.testing.Vectors;
import dev.kstar.v1.PairedSample;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PairsAheadTest {
  private static final Synthetic SETTINGS = new Synthetic(Link.LINEAR, 2, 3, 2, 0, 1);

  private PairsAhead ahead = ahead(new SharedLatentPairs(SETTINGS));

  private static PairsAhead ahead(PairSource source) {
    return new PairsAhead(source, new PairEncoding(source.labelNames(), new HoldoutSplit(0.3)));
  }

  @AfterEach
  void close() {
    ahead.close("the test has ended");
  }

  /** Gives as many pairs as it was told to, then the end or a failure. */
  private record Finite(SharedLatentPairs pairs, long count, RuntimeException failure)
      implements PairSource {
    @Override
    public Drawn next() {
      if (pairs.position().next() < count) {
        return pairs.next();
      }
      if (failure != null) {
        throw failure;
      }
      return new Drawn.End();
    }

    @Override
    public String description() {
      return pairs.description();
    }

    @Override
    public int dx() {
      return pairs.dx();
    }

    @Override
    public int dy() {
      return pairs.dy();
    }

    @Override
    public List<String> labelNames() {
      return pairs.labelNames();
    }

    @Override
    public String identity() {
      return pairs.identity();
    }

    @Override
    public Position position() {
      return pairs.position();
    }

    @Override
    public void seek(Position position) {
      pairs.seek(position);
    }

    @Override
    public long epoch() {
      return 0;
    }
  }

  private static Finite finite(long count, RuntimeException failure) {
    return new Finite(new SharedLatentPairs(SETTINGS), count, failure);
  }

  @Test
  void thePairsAreThoseOfTheSourceInItsOrder() throws Exception {
    SharedLatentPairs alone = new SharedLatentPairs(SETTINGS);
    HoldoutSplit split = new HoldoutSplit(0.3);
    for (int i = 0; i < 40_000; i++) {
      Drawn.Pair expected = (Drawn.Pair) alone.next();
      Encoded encoded = (Encoded) ahead.next();
      byte[] value = encoded(expected).value();
      assertThat(encoded.value()).isEqualTo(value);
      assertThat(encoded.key()).isEqualTo(expected.id());
      assertThat(encoded.heldOut()).isEqualTo(split.holdsOut(expected.id()));
      PairEncoder.stamp(value, 7);
      assertThat(PairedSample.parseFrom(value).getId()).isEqualTo(Ids.of(expected));
    }
  }

  /** One pair, encoded by itself. */
  private static Encoded encoded(Drawn.Pair pair, String... labels) {
    Encoded encoded = new Encoded();
    new PairEncoding(List.of(labels), new HoldoutSplit(0)).encode(pair, encoded);
    return encoded;
  }

  @Test
  void thePositionIsBehindThePairThatWasGivenHoweverFarTheSourceIs() {
    assertThat(ahead.position()).isEqualTo(Position.START);
    for (int i = 1; i <= 1_500; i++) {
      ahead.next();
      assertThat(ahead.position()).isEqualTo(new Position(0, i));
    }
  }

  @Test
  void itGoesOnWhereItIsTold() {
    ahead.seek(new Position(0, 1_030));
    Encoded first = (Encoded) ahead.next();
    assertThat(new String(first.key(), StandardCharsets.UTF_8)).isEqualTo("s-1-1030");
    assertThat(ahead.position()).isEqualTo(new Position(0, 1_031));
  }

  @Test
  void afterTheEndOnlyTheEndComes() {
    ahead = ahead(finite(600, null));
    for (int i = 0; i < 600; i++) {
      assertThat(ahead.next()).isInstanceOf(Encoded.class);
    }
    assertThat(ahead.next()).isInstanceOf(Drawn.End.class);
    assertThat(ahead.next()).isInstanceOf(Drawn.End.class);
    assertThat(ahead.position()).isEqualTo(new Position(0, 600));
  }

  @Test
  void aFailureOfTheSourceComesBehindThePairsBeforeIt() {
    ahead = ahead(finite(3, new SourceFailure("the disk is gone")));
    for (int i = 0; i < 3; i++) {
      assertThat(ahead.next()).isInstanceOf(Encoded.class);
    }
    assertThatThrownBy(ahead::next)
        .isInstanceOf(SourceFailure.class)
        .hasMessage("the disk is gone");
    assertThatThrownBy(ahead::next).isInstanceOf(SourceFailure.class);
  }

  @Test
  void labelsAreEncodedInTheOrderOfTheirNames() throws Exception {
    Drawn.Pair pair =
        new Drawn.Pair(Ids.utf8("i"), Vectors.of(0), Vectors.of(0), Map.of("b", 2, "a", 1), 0, 5);
    Encoded encoded = encoded(pair, "a", "b");
    assertThat(PairedSample.parseFrom(encoded.value()).getLabelsMap())
        .containsEntry("a", 1)
        .containsEntry("b", 2);
    assertThat(encoded.stamped()).isTrue();
  }
}
