/** Generated pairs whose intrinsic dimension is known. */
package dev.kstar.ingest.source.synthetic;
