package dev.kstar.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.config.Link;
import dev.kstar.ingest.config.SourceSettings;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.Position;
import dev.kstar.ingest.source.synthetic.SharedLatentPairs;
import dev.kstar.service.StartFailure;
import dev.kstar.v1.IngestPosition;
import dev.kstar.v1.SourcePosition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FormerSourceTest {
  private final PairSource former =
      new SharedLatentPairs(new SourceSettings.Synthetic(Link.LINEAR, 1, 2, 2, 0, 1));

  private record Renamed(Optional<String> formerIdentity, Optional<PairSource> former)
      implements PairSource {
    @Override
    public String description() {
      return "h5ad x y";
    }

    @Override
    public int dx() {
      return 1;
    }

    @Override
    public int dy() {
      return 1;
    }

    @Override
    public List<String> labelNames() {
      return List.of();
    }

    @Override
    public Drawn next() {
      return new Drawn.End();
    }

    @Override
    public String identity() {
      return "new";
    }

    @Override
    public Position position() {
      return Position.START;
    }

    @Override
    public void seek(Position position) {}

    @Override
    public long epoch() {
      return 0;
    }
  }

  private static Optional<IngestPosition> position(String identity) {
    return Optional.of(
        IngestPosition.newBuilder()
            .addSources(SourcePosition.newBuilder().setIdentity(identity))
            .build());
  }

  @Test
  void of_streamBegunWithFormerIds_keepsThem() {
    PairSource source = new Renamed(Optional.of("old"), Optional.of(former));

    assertThat(FormerSource.of("s", source, stream -> position("old"))).isSameAs(former);
  }

  @Test
  void of_newStreamOrNewIds_takesTheSourceAsItIs() {
    PairSource source = new Renamed(Optional.of("old"), Optional.of(former));

    assertThat(FormerSource.of("s", source, stream -> Optional.empty())).isSameAs(source);
    assertThat(FormerSource.of("s", source, stream -> position("new"))).isSameAs(source);
  }

  @Test
  void of_streamOfRowsPairedByPlace_isRefused() {
    PairSource source = new Renamed(Optional.of("old"), Optional.empty());

    assertThatThrownBy(() -> FormerSource.of("s", source, stream -> position("old")))
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "stream \"s\" must hold pairs of h5ad x y that are joined by row name but was begun"
                + " with rows paired by place (take another name with kstar.stream)");
  }
}
