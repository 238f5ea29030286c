package dev.kstar.local.deadletter;

import dev.kstar.v1.DeadLetter;

/**
 * Where a rejected record stood; two letters with the same coordinates are about the same record.
 *
 * @param topic empty when it never became a record
 * @param row the place in a file of what never became a record; empty otherwise
 */
record Coordinates(String topic, int partition, long offset, String row) {
  static Coordinates of(DeadLetter letter) {
    String row =
        letter.hasSourceRow()
            ? "%s row %d".formatted(letter.getSourceRow().getFile(), letter.getSourceRow().getRow())
            : "";
    return new Coordinates(letter.getTopic(), letter.getPartition(), letter.getOffset(), row);
  }

  @Override
  public String toString() {
    return row.isEmpty() ? "%s-%d@%d".formatted(topic, partition, offset) : row;
  }
}
