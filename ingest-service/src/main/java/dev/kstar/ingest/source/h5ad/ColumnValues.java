package dev.kstar.ingest.source.h5ad;

import dev.kstar.service.StartFailure;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.Optional;

/**
 * A column of numbers of a data frame, some of which may be missing: a vector, or the values and
 * the mask that anndata writes for the nullable types of pandas. Used by one thread.
 */
final class ColumnValues implements LabelValues {
  private final NumberSequence values;
  private final NumberSequence mask;

  private ColumnValues(NumberSequence values, NumberSequence mask) {
    this.values = values;
    this.mask = mask;
  }

  /**
   * Opens a column.
   *
   * @param held values that are held at least
   * @return empty when the column is anything but numbers
   * @throws StartFailure when the column is damaged
   */
  static Optional<ColumnValues> open(NodeTree tree, String path, int held) {
    Optional<Node> node = tree.find(path);
    if (node.filter(Group.class::isInstance).isPresent()) {
      return masked(tree, path, held);
    }
    return node.filter(NumberDataset::isNumeric)
        .map(found -> new ColumnValues(sequence(tree, path, held), null));
  }

  private static Optional<ColumnValues> masked(NodeTree tree, String path, int held) {
    String values = path + "/values";
    String mask = path + "/mask";
    boolean isMasked =
        tree.find(values).filter(NumberDataset::isNumeric).isPresent()
            && tree.find(mask).filter(NumberDataset::isNumeric).isPresent();
    if (!isMasked) {
      return Optional.empty();
    }
    ColumnValues column =
        new ColumnValues(sequence(tree, values, held), sequence(tree, mask, held));
    if (column.values.numbers().rows() != column.mask.numbers().rows()) {
      throw new StartFailure(
          "%s must have as many values as values of its mask, %d, but has %d"
              .formatted(
                  tree.title(path), column.mask.numbers().rows(), column.values.numbers().rows()));
    }
    return Optional.of(column);
  }

  private static NumberSequence sequence(NodeTree tree, String path, int held) {
    NumberDataset numbers = tree.numbers(path);
    if (numbers.width() != 1) {
      throw new StartFailure(
          "%s must have one value a row but has %d".formatted(numbers.title(), numbers.width()));
    }
    return new NumberSequence(numbers, held);
  }

  @Override
  public int rows() {
    return values.numbers().rows();
  }

  @Override
  public boolean areWhole() {
    return values.numbers().type().isWhole();
  }

  @Override
  public boolean isMissing(int row) {
    return mask != null && mask.bits(row) != 0;
  }

  @Override
  public double value(int row) {
    return values.value(row);
  }

  @Override
  public long bits(int row) {
    return values.bits(row);
  }

  @Override
  public String text(int row) {
    NumberType type = values.numbers().type();
    return areWhole() ? type.text(values.bits(row)) : Double.toString(values.value(row));
  }
}
