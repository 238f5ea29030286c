package dev.kstar.ingest.check;

import dev.kstar.contract.HoldoutSplit;
import dev.kstar.ingest.config.Settings;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.RejectionLimit;
import dev.kstar.ingest.source.Sources;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Looks at the files of a source without Kafka, as ingest will when it starts. */
public final class SourceCheck {
  private SourceCheck() {}

  /**
   * Opens a source and draws its first pass. Blocks.
   *
   * @param inTime asked before each row; the rows from which on it is false are left out
   * @throws dev.kstar.service.StartFailure when a file cannot be used
   * @throws dev.kstar.ingest.source.SourceFailure when too many rows cannot be used
   */
  public static SourceSummary of(Settings settings, BooleanSupplier inTime) {
    PairSource source = Sources.open(settings.source());
    RejectionLimit limit =
        new RejectionLimit(
            source.description(), source.rows(), settings.ingest().maxRejectedShare());
    return drawn(source, limit, new HoldoutSplit(settings.ingest().holdoutFraction()), inTime);
  }

  private static SourceSummary drawn(
      PairSource source, RejectionLimit limit, HoldoutSplit split, BooleanSupplier inTime) {
    long rejected = 0;
    long training = 0;
    String first = null;
    boolean complete = false;
    while (source.rows() > 0 && !complete && inTime.getAsBoolean()) {
      Drawn drawn = source.next();
      if (drawn instanceof Drawn.Pair pair) {
        training += split.holdsOut(pair.id()) ? 0 : 1;
      } else if (drawn instanceof Drawn.RejectedRow row) {
        rejected++;
        first = first == null ? row.reason() : first;
        if (limit.isExceededBy(rejected)) {
          throw limit.failure(rejected, "", Optional.of(first));
        }
      }
      complete = drawn instanceof Drawn.End || source.epoch() > 0;
    }
    long values = (long) source.dx() + source.dy();
    return new SourceSummary(values, source.rows(), rejected, training, complete);
  }
}
