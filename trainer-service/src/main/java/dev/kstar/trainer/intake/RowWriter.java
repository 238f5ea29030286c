package dev.kstar.trainer.intake;

import dev.kstar.contract.Decoded;
import dev.kstar.contract.PairDecoder;
import dev.kstar.trainer.intake.BatchAssembler.Rejections;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes records into the next row of a batch in the making. A record that cannot be used is
 * rejected; one whose pair the batch holds already is passed over. Used by the intake thread only.
 */
final class RowWriter {
  private static final int MIN_LIMIT = 1_024;

  /** A batch of one pair has no negatives. */
  private static final int MIN_ROWS = 2;

  private final PairDecoder decoder;
  private final Rejections rejections;
  private final RepeatMonitor repeats;
  private final long earlierBatches;

  /** What became of a record. */
  enum Outcome {
    TAKEN,
    REPEATED,
    REJECTED
  }

  /**
   * @param earlierBatches batches at the beginning that may hold a pair twice, as earlier versions
   *     made them
   */
  RowWriter(
      PairDecoder decoder, Rejections rejections, RepeatMonitor repeats, long earlierBatches) {
    this.decoder = decoder;
    this.rejections = rejections;
    this.repeats = repeats;
    this.earlierBatches = earlierBatches;
  }

  /**
   * Writes a record into the batch's next row.
   *
   * @param number of the batch, counted from 0 at the beginning of reading
   */
  Outcome write(ConsumerRecord<byte[], byte[]> record, MiniBatch batch, long number) {
    Optional<Decoded.Rejected> rejected =
        decoder.decodeValues(
            record.value(),
            batch.room().x(),
            batch.rows() * decoder.dx(),
            batch.room().y(),
            batch.rows() * decoder.dy());
    if (rejected.isPresent()) {
      rejections.reject(record, rejected.get());
      return Outcome.REJECTED;
    }
    if (batch.take(record, number >= earlierBatches)) {
      return Outcome.TAKEN;
    }
    repeats.passedOver(batch);
    return Outcome.REPEATED;
  }

  /**
   * Whether a batch looks no further for pairs that it does not hold: when as many records in a row
   * were passed over as it has rows, but at least as many as it has room for or {@value
   * #MIN_LIMIT}.
   *
   * @param passedInARow records passed over since the last that was taken
   * @param last whether the batch is then handed over with the rows it has
   */
  static boolean isExhausted(MiniBatch batch, int passedInARow, boolean last) {
    int limit = Math.max(batch.rows(), Math.min(batch.size(), MIN_LIMIT));
    return passedInARow >= limit && (batch.rows() >= MIN_ROWS || !last);
  }
}
