package dev.kstar.ingest.source.h5ad;

import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a categorical column lies: a group of codes and categories or, in files of anndata before
 * 0.8, a vector of codes whose categories lie in {@code __categories} beside it.
 */
final class CategoryCodes {
  private static final String OLD_CATEGORIES = "__categories";

  private CategoryCodes() {}

  /** Tells whether the column at a path is categorical. */
  static boolean areAt(NodeTree tree, String path) {
    Optional<Node> node = tree.find(path);
    boolean isOld =
        node.filter(Dataset.class::isInstance).isPresent()
            && (node.get().getAttribute("categories") != null
                || tree.dataset(oldCategories(path)).isPresent());
    return isOld || tree.dataset(path + "/codes").isPresent();
  }

  /** Returns the path of the codes of a categorical column. */
  static String codes(NodeTree tree, String path) {
    return tree.dataset(path + "/codes").isPresent() ? path + "/codes" : path;
  }

  /** Returns the number of categories of a categorical column, where the file tells it. */
  static OptionalInt count(NodeTree tree, String path) {
    return tree.dataset(path + "/categories")
        .or(() -> tree.dataset(oldCategories(path)))
        .map(Dataset::getDimensions)
        .filter(shape -> shape.length == 1)
        .map(shape -> OptionalInt.of(shape[0]))
        .orElse(OptionalInt.empty());
  }

  private static String oldCategories(String path) {
    int slash = path.lastIndexOf('/');
    return path.substring(0, slash + 1) + OLD_CATEGORIES + "/" + path.substring(slash + 1);
  }
}
