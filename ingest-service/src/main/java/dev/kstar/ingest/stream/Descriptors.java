package dev.kstar.ingest.stream;

import dev.kstar.ingest.source.PairSource;
import dev.kstar.service.StartFailure;
import dev.kstar.v1.StreamDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a stream says of itself, and whether a source may join it. Pure. */
final class Descriptors {
  private Descriptors() {}

  /** The descriptor of a stream that a source fills. */
  static StreamDescriptor of(
      String stream, PairSource source, double holdoutFraction, long nowMillis) {
    return StreamDescriptor.newBuilder()
        .setStream(stream)
        .setDx(source.dx())
        .setDy(source.dy())
        .addAllLabelNames(source.labelNames())
        .setSource(source.description())
        .addAllSourceNotes(source.notes())
        .setCreatedMs(nowMillis)
        .setHoldoutFraction(holdoutFraction)
        .build();
  }

  /**
   * What has to be published before the first pair: the wanted descriptor for a new stream, the
   * present one with the new source for a stream of the same shape, nothing when they agree.
   *
   * @throws StartFailure when the stream has another shape or another holdout fraction; with
   *     another fraction pairs that were trained on would be evaluated, or the other way round
   */
  static Optional<StreamDescriptor> toPublish(
      Optional<StreamDescriptor> present, StreamDescriptor wanted) {
    if (present.isEmpty()) {
      return Optional.of(wanted);
    }
    StreamDescriptor stream = present.get();
    List<String> clashes = clashes(stream, wanted);
    if (!clashes.isEmpty()) {
      throw new StartFailure(
          "stream \"%s\" exists with %s; its source is \"%s\", this one's is \"%s\" (take another name with kstar.stream)"
              .formatted(
                  stream.getStream(),
                  String.join(", ", clashes),
                  stream.getSource(),
                  wanted.getSource()));
    }
    StreamDescriptor next =
        stream.toBuilder()
            .setSource(wanted.getSource())
            .clearSourceNotes()
            .addAllSourceNotes(wanted.getSourceNotesList())
            .build();
    return next.equals(stream) ? Optional.empty() : Optional.of(next);
  }

  private static List<String> clashes(StreamDescriptor stream, StreamDescriptor wanted) {
    List<String> clashes = new ArrayList<>();
    compare(clashes, "dx", stream.getDx(), wanted.getDx());
    compare(clashes, "dy", stream.getDy(), wanted.getDy());
    compare(clashes, "labels", stream.getLabelNamesList(), wanted.getLabelNamesList());
    compare(clashes, "standardisation", scaling(stream), scaling(wanted));
    compare(clashes, "holdout fraction", stream.getHoldoutFraction(), wanted.getHoldoutFraction());
    return clashes;
  }

  private static String scaling(StreamDescriptor descriptor) {
    return descriptor.hasXStandardisation() ? descriptor.getXStandardisation().getMethod() : "none";
  }

  private static void compare(List<String> clashes, String what, Object stream, Object wanted) {
    if (!stream.equals(wanted)) {
      clashes.add("%s %s where this source has %s".formatted(what, stream, wanted));
    }
  }
}
