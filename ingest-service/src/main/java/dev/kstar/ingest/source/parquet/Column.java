package dev.kstar.ingest.source.parquet;

import dev.kstar.ingest.source.file.Quoted;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * A column of a file: one number a row, or a list of numbers a row.
 *
 * @param name of the field at the top
 * @param leaf where its values are
 */
record Column(String name, ColumnDescriptor leaf) {
  /** The name, for messages. */
  String shortName() {
    return Quoted.of(name);
  }

  boolean isList() {
    return leaf.getMaxRepetitionLevel() == 1;
  }

  boolean isNumeric() {
    LogicalTypeAnnotation meaning = leaf.getPrimitiveType().getLogicalTypeAnnotation();
    boolean plain = meaning == null || meaning instanceof IntLogicalTypeAnnotation;
    return plain
        && leaf.getMaxRepetitionLevel() <= 1
        && switch (type()) {
          case FLOAT, DOUBLE, INT32, INT64 -> true;
          default -> false;
        };
  }

  boolean isWhole() {
    return isNumeric()
        && !isList()
        && (type() == PrimitiveTypeName.INT32 || type() == PrimitiveTypeName.INT64);
  }

  private PrimitiveTypeName type() {
    return leaf.getPrimitiveType().getPrimitiveTypeName();
  }

  /** Whether the reader stands at a value and not at a null or an empty list. */
  boolean isPresent(ColumnReader reader) {
    return reader.getCurrentDefinitionLevel() == leaf.getMaxDefinitionLevel();
  }

  /** The present value as float32. */
  float number(ColumnReader reader) {
    return switch (type()) {
      case FLOAT -> reader.getFloat();
      case DOUBLE -> (float) reader.getDouble();
      case INT32 -> reader.getInteger();
      default -> reader.getLong();
    };
  }

  /** The present value of a column of whole numbers. */
  long whole(ColumnReader reader) {
    return type() == PrimitiveTypeName.INT32 ? reader.getInteger() : reader.getLong();
  }

  /** What stands there, for messages. */
  String text(ColumnReader reader) {
    if (!isPresent(reader)) {
      return "null";
    }
    return type() == PrimitiveTypeName.DOUBLE
        ? String.valueOf(reader.getDouble())
        : String.valueOf(number(reader));
  }

  /** In words, for messages. */
  @Override
  public String toString() {
    return Quoted.of(name) + " (" + leaf.getPrimitiveType().getPrimitiveTypeName() + ")";
  }
}
