package dev.kstar.ingest.source.push;

import dev.kstar.ingest.source.Drawn;
import dev.kstar.v1.PushResult;

/**
 * What a pair is by itself.
 *
 * @param drawn what is written unless it is a duplicate; null when it cannot be used
 * @param result of a pair that is no duplicate
 */
record Looked(Drawn drawn, PushResult result) {}
