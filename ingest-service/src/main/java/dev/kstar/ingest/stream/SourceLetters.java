package dev.kstar.ingest.stream;

import com.google.protobuf.ByteString;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.v1.DeadLetter;
import dev.kstar.v1.SourceRow;

/** A row that never became a record, as a dead letter. Pure. */
final class SourceLetters {
  private static final String SERVICE = "ingest";

  private SourceLetters() {}

  static DeadLetter of(RejectedRow row, byte[] key, long nowMillis) {
    SourceRow.Builder place =
        SourceRow.newBuilder().setFile(row.file().toString()).setRow(row.row());
    if (row.column() != RejectedRow.WHOLE_ROW) {
      place.setColumn(row.column());
    }
    return DeadLetter.newBuilder()
        .setKind(row.kind())
        .setReason(row.reason())
        .setKey(ByteString.copyFrom(key))
        .setSourceRow(place)
        .setService(SERVICE)
        .setRejectedMs(nowMillis)
        .build();
  }
}
