package dev.kstar.ingest.stream;

import dev.kstar.ingest.source.PairSource;
import dev.kstar.service.StartFailure;
import dev.kstar.v1.IngestPosition;
import dev.kstar.v1.SourcePosition;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps the ids of a stream that an earlier version began: with other ids its pairs would be new
 * ones, and pairs that were trained on could be held out.
 */
final class FormerSource {
  private FormerSource() {}

  /**
   * Returns the source under the identity that the stream knows it by, where it knows it by the
   * former one, and else as it is.
   *
   * @param find looks up a stream's newest position; only asked about a source that has changed
   * @throws StartFailure when the stream holds pairs of rows that do not belong together
   */
  static PairSource of(
      String stream, PairSource source, Function<String, Optional<IngestPosition>> find) {
    if (source.formerIdentity().isEmpty()) {
      return source;
    }
    String former = source.formerIdentity().get();
    boolean isKnown =
        find.apply(stream).stream()
            .flatMap(position -> position.getSourcesList().stream())
            .map(SourcePosition::getIdentity)
            .anyMatch(former::equals);
    if (!isKnown) {
      return source;
    }
    return source
        .former()
        .orElseThrow(
            () ->
                new StartFailure(
                    "stream \"%s\" must hold pairs of %s that are joined by row name but was begun with rows paired by place (take another name with kstar.stream)"
                        .formatted(stream, source.description())));
  }
}
