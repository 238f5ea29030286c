package dev.kstar.ingest.source;

import java.util.Optional;

/**
 * Says how many rows of a source may be unusable, and what is reported when there are more.
 *
 * @param source description of the source
 * @param rows rows of a pass; 0 for an endless source, which has no limit
 * @param share of the rows that may be unusable, in [0, 1)
 */
public record RejectionLimit(String source, long rows, double share) {
  /** Whether so many rejected rows are too many. */
  public boolean isExceededBy(long rejected) {
    return rows > 0 && rejected > share * rows;
  }

  /**
   * Returns the failure of a source with too many rejected rows.
   *
   * @param consequence what became of the rows, with what stands before it; may be empty
   * @param example why the first of them was rejected; empty when that is not known any more
   */
  public SourceFailure failure(long rejected, String consequence, Optional<String> example) {
    return new SourceFailure(
        "%s: at most %s of %d rows may be unusable (kstar.ingest.max-rejected-share), but %d are so far%s%s"
            .formatted(
                source,
                share,
                rows,
                rejected,
                consequence,
                example.map(reason -> "; the first: " + reason).orElse("")));
  }
}
