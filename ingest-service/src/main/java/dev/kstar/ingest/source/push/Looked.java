package dev.kstar.ingest.source.push;

import dev.kstar.ingest.source.Drawn;

/**
 * What a pair is by itself.
 *
 * @param drawn what is written unless it is a duplicate; null when it cannot be used
 * @param rejection why it cannot be used; null when it can
 */
record Looked(String id, Drawn drawn, String rejection) {}
