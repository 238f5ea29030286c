package dev.kstar.ingest.source.h5ad;

import dev.kstar.service.StartFailure;
import io.jhdf.api.Dataset;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.CompoundDataType.CompoundDataMember;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A column of a data frame that is one dataset of records, as anndata before 0.7 wrote {@code obs}.
 * Used by one thread.
 */
final class CompoundColumn implements LabelValues {
  private static final int BLOCK_ROWS = 1 << 12;

  private final String title;
  private final Dataset records;
  private final CompoundDataMember member;
  private Object block;
  private int first;
  private int end;

  private CompoundColumn(String title, Dataset records, CompoundDataMember member) {
    this.title = title;
    this.records = records;
    this.member = member;
  }

  /** Opens a column of a dataset of records; empty when the path leads to anything else. */
  static Optional<CompoundColumn> open(NodeTree tree, String path) {
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    return tree.dataset(path.substring(0, Math.max(0, slash)))
        .filter(records -> records.isCompound() && records.getDimensions().length == 1)
        .flatMap(
            records ->
                members(records).stream()
                    .filter(member -> member.getName().equals(name))
                    .findFirst()
                    .map(member -> open(tree, path, records, member)));
  }

  private static CompoundColumn open(
      NodeTree tree, String path, Dataset records, CompoundDataMember member) {
    StorageLimits.check(tree.title(path), records, tree.fileBytes());
    return new CompoundColumn(tree.title(path), records, member);
  }

  /** Returns the columns of a dataset of records. */
  static List<CompoundDataMember> members(Dataset records) {
    return ((CompoundDataType) records.getDataType()).getMembers();
  }

  /** Tells whether the column holds numbers. */
  boolean isNumeric() {
    return NumberType.of(member.getDataType()).isPresent();
  }

  /** Says what the column holds. */
  String words() {
    return TypeWords.of(member.getDataType());
  }

  @Override
  public int rows() {
    return records.getDimensions()[0];
  }

  @Override
  public boolean areWhole() {
    return NumberType.of(member.getDataType()).filter(NumberType::isWhole).isPresent();
  }

  @Override
  public boolean isMissing(int row) {
    return false;
  }

  @Override
  public double value(int row) {
    return cell(row) instanceof Number number ? number.doubleValue() : bits(row);
  }

  @Override
  public long bits(int row) {
    Object cell = cell(row);
    if (cell instanceof Number number) {
      return number.longValue();
    }
    return "TRUE".equals(cell) ? 1 : 0;
  }

  @Override
  public String text(int row) {
    return String.valueOf(cell(row));
  }

  private Object cell(int row) {
    if (row < first || row >= end) {
      first = row / BLOCK_ROWS * BLOCK_ROWS;
      end = Math.min(first + BLOCK_ROWS, rows());
      Object data = records.getData(new long[] {first}, new int[] {end - first});
      block = data instanceof Map<?, ?> columns ? columns.get(member.getName()) : null;
    }
    if (block == null || !block.getClass().isArray()) {
      throw new StartFailure("%s cannot be read: it is damaged".formatted(title));
    }
    return Array.get(block, row - first);
  }
}
