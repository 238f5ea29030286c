package dev.kstar.ingest.source.parquet;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** The converter that column readers ask for, of no use when values are read column by column. */
final class NoRecords extends GroupConverter {
  private static final PrimitiveConverter NOTHING = new PrimitiveConverter() {};

  @Override
  public Converter getConverter(int field) {
    return this;
  }

  @Override
  public PrimitiveConverter asPrimitiveConverter() {
    return NOTHING;
  }

  @Override
  public void start() {
    // no record is made
  }

  @Override
  public void end() {
    // no record is made
  }
}
