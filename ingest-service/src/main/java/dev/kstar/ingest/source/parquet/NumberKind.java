package dev.kstar.ingest.source.parquet;

import dev.kstar.ingest.source.file.Float16;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Ways in which the bytes of a Parquet value are a number: its physical and its logical type. */
enum NumberKind {
  FLOAT32 {
    @Override
    Number exact(ColumnReader reader, PrimitiveType type) {
      return reader.getFloat();
    }
  },
  FLOAT64 {
    @Override
    Number exact(ColumnReader reader, PrimitiveType type) {
      return reader.getDouble();
    }
  },
  FLOAT16 {
    @Override
    Number exact(ColumnReader reader, PrimitiveType type) {
      ByteBuffer bytes = reader.getBinary().toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      return Float16.toFloat(bytes.getShort(bytes.position()));
    }
  },
  SIGNED {
    @Override
    Number exact(ColumnReader reader, PrimitiveType type) {
      return isLong(type) ? reader.getLong() : (long) reader.getInteger();
    }
  },
  UNSIGNED {
    @Override
    Number exact(ColumnReader reader, PrimitiveType type) {
      if (!isLong(type)) {
        return Integer.toUnsignedLong(reader.getInteger());
      }
      long bits = reader.getLong();
      return bits >= 0 ? (Number) bits : new BigInteger(Long.toUnsignedString(bits));
    }
  },
  BOOLEAN {
    @Override
    Number exact(ColumnReader reader, PrimitiveType type) {
      return reader.getBoolean() ? 1 : 0;
    }
  },
  DECIMAL {
    @Override
    Number exact(ColumnReader reader, PrimitiveType type) {
      int scale = ((DecimalLogicalTypeAnnotation) type.getLogicalTypeAnnotation()).getScale();
      return new BigDecimal(unscaled(reader, type), scale);
    }
  };

  private static final int FLOAT16_BYTES = 2;

  /** The value that the reader stands at, without any loss. */
  abstract Number exact(ColumnReader reader, PrimitiveType type);

  /** The kind of a type; empty when its values are no numbers. */
  static Optional<NumberKind> of(PrimitiveType type) {
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    if (meaning == null) {
      return Optional.ofNullable(plain(type.getPrimitiveTypeName()));
    }
    if (meaning instanceof IntLogicalTypeAnnotation whole) {
      return Optional.of(whole.isSigned() ? SIGNED : UNSIGNED);
    }
    if (meaning instanceof DecimalLogicalTypeAnnotation) {
      return Optional.of(DECIMAL);
    }
    boolean half = meaning instanceof Float16LogicalTypeAnnotation;
    return half && type.getTypeLength() == FLOAT16_BYTES ? Optional.of(FLOAT16) : Optional.empty();
  }

  private static NumberKind plain(PrimitiveTypeName name) {
    return switch (name) {
      case FLOAT -> FLOAT32;
      case DOUBLE -> FLOAT64;
      case INT32, INT64 -> SIGNED;
      case BOOLEAN -> BOOLEAN;
      default -> null;
    };
  }

  private static boolean isLong(PrimitiveType type) {
    return type.getPrimitiveTypeName() == PrimitiveTypeName.INT64;
  }

  private static BigInteger unscaled(ColumnReader reader, PrimitiveType type) {
    return switch (type.getPrimitiveTypeName()) {
      case INT32 -> BigInteger.valueOf(reader.getInteger());
      case INT64 -> BigInteger.valueOf(reader.getLong());
      default -> new BigInteger(reader.getBinary().getBytes());
    };
  }
}
