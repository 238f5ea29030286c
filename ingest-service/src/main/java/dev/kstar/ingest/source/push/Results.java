package dev.kstar.ingest.source.push;

import com.google.protobuf.CodedOutputStream;
import dev.kstar.v1.PushResponse;
import dev.kstar.v1.PushResult;
import dev.kstar.v1.PushResult.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The bytes of a {@link PushResponse}, which are those of the generated class: ids go from bytes to
 * bytes, without a message and a string for each.
 */
final class Results {
  private static final int LENGTH_DELIMITED = 2;

  private Results() {}

  /**
   * @param ids in UTF-8
   * @param outcomes one for each
   * @param reasons of those that were rejected; null for all others
   */
  static byte[] encode(byte[][] ids, Outcome[] outcomes, String[] reasons) {
    int size = 0;
    for (int i = 0; i < ids.length; i++) {
      int result = size(ids[i], outcomes[i], reasons[i]);
      size +=
          CodedOutputStream.computeTagSize(PushResponse.RESULTS_FIELD_NUMBER)
              + CodedOutputStream.computeUInt32SizeNoTag(result)
              + result;
    }
    byte[] bytes = new byte[size];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      for (int i = 0; i < ids.length; i++) {
        write(out, ids[i], outcomes[i], reasons[i]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the array has the size
    }
    return bytes;
  }

  private static int size(byte[] id, Outcome outcome, String reason) {
    int size =
        CodedOutputStream.computeEnumSize(PushResult.OUTCOME_FIELD_NUMBER, outcome.getNumber());
    if (id.length > 0) {
      size += CodedOutputStream.computeByteArraySize(PushResult.ID_FIELD_NUMBER, id);
    }
    if (reason != null) {
      size += CodedOutputStream.computeStringSize(PushResult.REASON_FIELD_NUMBER, reason);
    }
    return size;
  }

  private static void write(CodedOutputStream out, byte[] id, Outcome outcome, String reason)
      throws IOException {
    out.writeTag(PushResponse.RESULTS_FIELD_NUMBER, LENGTH_DELIMITED);
    out.writeUInt32NoTag(size(id, outcome, reason));
    if (id.length > 0) {
      out.writeByteArray(PushResult.ID_FIELD_NUMBER, id);
    }
    out.writeEnum(PushResult.OUTCOME_FIELD_NUMBER, outcome.getNumber());
    if (reason != null) {
      out.writeString(PushResult.REASON_FIELD_NUMBER, reason);
    }
  }
}
