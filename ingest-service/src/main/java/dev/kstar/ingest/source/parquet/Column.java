package dev.kstar.ingest.source.parquet;

import dev.kstar.ingest.source.file.Quoted;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/**
 * A column of a file: one number a row, or a list of numbers a row.
 *
 * @param name of the field at the top
 * @param leaf where its values are
 * @param kind how its values are numbers; null when they are none
 */
record Column(String name, ColumnDescriptor leaf, NumberKind kind) {
  /** What {@link #label} answers for a value that is no int32 number. */
  static final long NO_LABEL = Long.MIN_VALUE;

  /** A column whose kind follows from the type of its leaf. */
  static Column of(String name, ColumnDescriptor leaf) {
    return new Column(name, leaf, NumberKind.of(leaf.getPrimitiveType()).orElse(null));
  }

  /** The name, for messages. */
  String shortName() {
    return Quoted.of(name);
  }

  boolean isList() {
    return leaf.getMaxRepetitionLevel() == 1;
  }

  boolean isNumeric() {
    return kind != null && leaf.getMaxRepetitionLevel() <= 1;
  }

  /** Whether values are whole numbers whatever the file holds; booleans are 0 and 1. */
  boolean isWhole() {
    return isNumeric() && !isList() && !isFloating() && kind != NumberKind.DECIMAL;
  }

  private boolean isFloating() {
    return switch (kind) {
      case FLOAT16, FLOAT32, FLOAT64 -> true;
      default -> false;
    };
  }

  private PrimitiveType type() {
    return leaf.getPrimitiveType();
  }

  /** Whether the reader stands at a value and not at a null or an empty list. */
  boolean isPresent(ColumnReader reader) {
    return reader.getCurrentDefinitionLevel() == leaf.getMaxDefinitionLevel();
  }

  /** The present value as the nearest float32; NaN when it is beyond its own type. */
  float number(ColumnReader reader) {
    return switch (kind) {
      case FLOAT32 -> reader.getFloat();
      case FLOAT64 -> (float) reader.getDouble();
      default -> {
        Number exact = exact(reader);
        yield isWithinType(exact) ? exact.floatValue() : Float.NaN;
      }
    };
  }

  private Number exact(ColumnReader reader) {
    return kind.exact(reader, type());
  }

  /** Whether a number fits the 8 or 16 bits that its type promises, kept in 32. */
  private boolean isWithinType(Number number) {
    if (!(type().getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation whole)
        || whole.getBitWidth() == Long.SIZE) {
      return true;
    }
    int bits = whole.getBitWidth() - (whole.isSigned() ? 1 : 0);
    long value = number.longValue();
    return (whole.isSigned() && value < 0 ? ~value : value) >>> bits == 0;
  }

  /** The present value as an int32 number, or {@link #NO_LABEL} when it is none. */
  long label(ColumnReader reader) {
    Number exact = exact(reader);
    double value = exact.doubleValue();
    return value == (int) value && isWithinType(exact) ? (int) value : NO_LABEL;
  }

  /** What stands there, for messages. */
  String text(ColumnReader reader) {
    if (!isPresent(reader)) {
      return "null";
    }
    Number exact = exact(reader);
    return isWithinType(exact) ? exact.toString() : exact + ", which is beyond " + typeName();
  }

  /** The column's type as Parquet names it. */
  String typeName() {
    LogicalTypeAnnotation meaning = type().getLogicalTypeAnnotation();
    String name = Optional.ofNullable(meaning).map(Object::toString).orElse("");
    return name.isEmpty() || meaning instanceof StringLogicalTypeAnnotation
        ? type().getPrimitiveTypeName().toString()
        : type().getPrimitiveTypeName() + " " + name;
  }

  /** In words, for messages. */
  @Override
  public String toString() {
    return "%s (%s%s)"
        .formatted(Quoted.of(name), "lists of ".repeat(leaf.getMaxRepetitionLevel()), typeName());
  }
}
