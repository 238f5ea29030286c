package dev.kstar.ingest.source.h5ad;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.ArrayDataType;
import io.jhdf.object.datatype.BitField;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.CompoundDataType.CompoundDataMember;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OpaqueDataType;
import io.jhdf.object.datatype.Reference;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.util.Arrays;
import java.util.List;

/** Says in the user's words what a part of an HDF5 file holds. Pure. */
final class TypeWords {
  private TypeWords() {}

  /** Describes a type, such as "64-bit unsigned integers". */
  static String of(DataType type) {
    if (type instanceof FixedPoint whole) {
      return "%d-bit %sintegers"
          .formatted(whole.getBitPrecision(), whole.isSigned() ? "" : "unsigned ");
    }
    if (type instanceof FloatingPoint floating) {
      return "%d-bit floats".formatted(floating.getBitPrecision());
    }
    if (type instanceof EnumDataType named) {
      return named.getEnumMapping().containsValue("TRUE") ? "true and false" : "named values";
    }
    if (type instanceof StringData
        || type instanceof VariableLength text && text.isVariableLengthString()) {
      return "text";
    }
    if (type instanceof CompoundDataType compound) {
      return compound(compound);
    }
    return other(type);
  }

  private static String compound(CompoundDataType type) {
    List<String> members = type.getMembers().stream().map(CompoundDataMember::getName).toList();
    return members.equals(List.of("r", "i")) ? "complex numbers" : "records of several values";
  }

  private static String other(DataType type) {
    if (type instanceof VariableLength || type instanceof ArrayDataType) {
      return "lists";
    }
    if (type instanceof Reference) {
      return "references";
    }
    if (type instanceof BitField) {
      return "bit fields";
    }
    return type instanceof OpaqueDataType ? "opaque bytes" : "values of another type";
  }

  /** Describes a node, such as "text of shape [400]" or "a categorical column". */
  static String of(Node node) {
    if (node instanceof Dataset dataset) {
      return "%s of shape %s"
          .formatted(of(dataset.getDataType()), Arrays.toString(dataset.getDimensions()));
    }
    if (!(node instanceof Group group)) {
      return "something else";
    }
    return switch (NodeTree.encoding(group)) {
      case "categorical" -> "a categorical column";
      case "nullable-integer" -> "a column of integers, some of them missing";
      case "nullable-boolean" -> "a column of true and false, some of them missing";
      case "nullable-string-array" -> "a column of text, some of it missing";
      case "" -> "a group";
      default -> NodeTree.encoding(group);
    };
  }
}
