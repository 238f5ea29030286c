package dev.kstar.ingest.source.parquet;

import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.file.ColumnChoice;
import dev.kstar.ingest.source.file.Quoted;
import dev.kstar.service.StartFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;

/**
 * The columns of a file that are meant. All numeric ones without a selection, except those that
 * pandas wrote as the index of a table.
 *
 * @param columns in the order in which they are chosen
 * @param leftOut what was not chosen and is not read, one description a column
 */
record ColumnSelection(List<Column> columns, List<String> leftOut) {
  /**
   * Finds the columns that a setting means.
   *
   * @param indexColumns names that the file's pandas metadata calls an index
   * @throws StartFailure if a chosen column is not there or is a structure
   */
  static ColumnSelection of(Piece piece, MessageType schema, Set<String> indexColumns) {
    List<String> names = schema.getFields().stream().map(field -> field.getName()).toList();
    int[] places = ColumnChoice.of(piece.file(), names, names.size(), piece.selection());
    if (!piece.selection().isEmpty()) {
      return new ColumnSelection(
          Arrays.stream(places).mapToObj(i -> chosen(piece, schema, names.get(i))).toList(),
          List.of());
    }
    List<Column> columns = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (String name : names) {
      List<ColumnDescriptor> leaves = leaves(schema, name);
      if (leaves.size() != 1) {
        leftOut.add("%s (a structure of %d)".formatted(Quoted.of(name), leaves.size()));
      } else if (indexColumns.contains(name)) {
        leftOut.add(Quoted.of(name) + " (the index of a pandas table)");
      } else {
        Column column = Column.of(name, leaves.get(0));
        if (column.isNumeric()) {
          columns.add(column);
        } else {
          leftOut.add(column.toString());
        }
      }
    }
    return new ColumnSelection(List.copyOf(columns), List.copyOf(leftOut));
  }

  private static Column chosen(Piece piece, MessageType schema, String name) {
    List<ColumnDescriptor> leaves = leaves(schema, name);
    if (leaves.size() != 1) {
      throw new StartFailure(
          "%s: column %s must hold numbers or lists of numbers but holds a structure of %d"
              .formatted(piece.file(), Quoted.of(name), leaves.size()));
    }
    return Column.of(name, leaves.get(0));
  }

  private static List<ColumnDescriptor> leaves(MessageType schema, String name) {
    return schema.getColumns().stream().filter(leaf -> leaf.getPath()[0].equals(name)).toList();
  }

  /** The schema of the chosen columns alone, so that no other one is fetched from the file. */
  MessageType schema(MessageType whole) {
    Set<String> names = columns.stream().map(Column::name).collect(Collectors.toSet());
    return new MessageType(
        whole.getName(),
        whole.getFields().stream().filter(field -> names.contains(field.getName())).toList());
  }
}
