package dev.kstar.ingest.source.scaling;

import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.PairSource;
import java.util.List;
import java.util.stream.Stream;

/** The pairs of another source as they are, with more to say about them. */
final class NotedPairs extends ForwardingPairs {
  private final List<String> added;

  NotedPairs(PairSource source, List<String> added) {
    super(source);
    this.added = List.copyOf(added);
  }

  @Override
  public Drawn next() {
    return source().next();
  }

  @Override
  public List<String> notes() {
    return Stream.concat(source().notes().stream(), added.stream()).distinct().toList();
  }
}
