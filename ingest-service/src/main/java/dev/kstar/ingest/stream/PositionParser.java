package dev.kstar.ingest.stream;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kstar.stream.NewestValue;
import dev.kstar.v1.IngestPosition;
import dev.kstar.v1.SourcePosition;

/**
 * Reads the positions of one stream in the order in which they were written, and checks that each
 * can be meant. Used by one thread.
 */
final class PositionParser implements NewestValue.Parser<IngestPosition> {
  private final String stream;
  private long trainingPairs;

  /**
   * @param stream name of the stream, which is the record's key
   */
  PositionParser(String stream) {
    this.stream = stream;
  }

  @Override
  public IngestPosition parse(byte[] bytes) throws InvalidProtocolBufferException {
    IngestPosition position = IngestPosition.parseFrom(bytes);
    if (!position.getStream().equals(stream)) {
      throw new IllegalArgumentException(
          "is the position of stream \"%s\"".formatted(position.getStream()));
    }
    if (position.getTrainingPairs() < trainingPairs) {
      throw new IllegalArgumentException(
          "tells of %d training pairs after %d"
              .formatted(position.getTrainingPairs(), trainingPairs));
    }
    if (!position.getSourcesList().stream().allMatch(PositionParser::isPlausible)) {
      throw new IllegalArgumentException("holds a negative number of rows or pairs of a source");
    }
    trainingPairs = position.getTrainingPairs();
    return position;
  }

  private static boolean isPlausible(SourcePosition source) {
    return source.getEpoch() >= 0
        && source.getNext() >= 0
        && source.getPairs() >= 0
        && source.getRejectedRows() >= 0;
  }
}
