package dev.kstar.ingest.source.push;

import dev.kstar.ingest.source.Encoded;

/**
 * What a pair is by itself.
 *
 * @param id in UTF-8
 * @param hash of the id
 * @param pair what is written unless it is a duplicate; null when it cannot be used
 * @param rejection why it cannot be used; null when it can
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Looked(byte[] id, long hash, Encoded pair, String rejection) {
  static Looked rejected(byte[] id, String reason) {
    return new Looked(id, 0, null, reason);
  }
}
