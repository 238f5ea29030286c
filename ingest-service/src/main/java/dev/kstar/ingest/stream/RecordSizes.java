package dev.kstar.ingest.stream;

import dev.kstar.ingest.source.PairSource;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Upper bounds of the records that a stream writes, in bytes.
 *
 * @param values of x and y together
 * @param pair of a record with a pair, its key included
 * @param letter of a dead letter that holds such a record
 * @param descriptor of the stream's descriptor
 */
record RecordSizes(long values, long pair, long letter, long descriptor) {
  /** Id, trace, times and what Kafka adds; a longer id is rejected where it comes in. */
  private static final long PAIR_REST = 48 << 10;

  private static final long LETTER_REST = 16 << 10;
  private static final long DESCRIPTOR_REST = 256 << 10;

  /** A label's number and the bytes around it. */
  private static final long LABEL_REST = 32;

  /** Returns the sizes for pairs of a source, which may be standardised. */
  static RecordSizes of(PairSource source) {
    long values = (long) source.dx() + source.dy();
    long labels =
        source.labelNames().stream()
            .mapToLong(name -> name.getBytes(StandardCharsets.UTF_8).length + LABEL_REST)
            .sum();
    long pair = values * Float.BYTES + labels + PAIR_REST;
    return new RecordSizes(
        values,
        pair,
        pair + LETTER_REST,
        values * 2 * Float.BYTES + labels + DESCRIPTOR_REST); // a centre and a scale each
  }

  /** Of the largest record that the producer of pairs sends. */
  long largest() {
    return Math.max(letter, descriptor);
  }

  /** The pair in the user's words. */
  String pairInWords() {
    return String.format(Locale.ROOT, "a pair of %d values takes up to %d bytes", values, pair);
  }
}
