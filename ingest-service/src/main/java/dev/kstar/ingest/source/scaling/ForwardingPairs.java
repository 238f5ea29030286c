package dev.kstar.ingest.source.scaling;

import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.Position;
import dev.kstar.ingest.source.RowOrigin;
import java.util.List;
import java.util.Optional;

/** A source that passes on what another one draws, and changes some of it. */
abstract class ForwardingPairs implements PairSource {
  private final PairSource source;

  ForwardingPairs(PairSource source) {
    this.source = source;
  }

  /** The other source. */
  final PairSource source() {
    return source;
  }

  @Override
  public String description() {
    return source.description();
  }

  @Override
  public List<String> notes() {
    return source.notes();
  }

  @Override
  public String identity() {
    return source.identity();
  }

  @Override
  public int dx() {
    return source.dx();
  }

  @Override
  public int dy() {
    return source.dy();
  }

  @Override
  public List<String> labelNames() {
    return source.labelNames();
  }

  @Override
  public long rows() {
    return source.rows();
  }

  @Override
  public void committed() {
    source.committed();
  }

  @Override
  public void close(String reason) {
    source.close(reason);
  }

  @Override
  public Position position() {
    return source.position();
  }

  @Override
  public void seek(Position position) {
    source.seek(position);
  }

  @Override
  public long epoch() {
    return source.epoch();
  }

  @Override
  public Optional<RowOrigin> origin(boolean ofX) {
    return source.origin(ofX);
  }

  @Override
  public byte[] trace() {
    return source.trace();
  }
}
