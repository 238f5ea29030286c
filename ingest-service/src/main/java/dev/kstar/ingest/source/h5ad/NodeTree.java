package dev.kstar.ingest.source.h5ad;

import dev.kstar.ingest.source.file.Quoted;
import dev.kstar.service.StartFailure;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.links.ExternalLink;
import io.jhdf.links.SoftLink;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Groups and datasets of one HDF5 file. Links within the file are followed; one to another file is
 * refused, so that no file is read that was not named.
 */
final class NodeTree {
  /** Links that are followed on the way to one node; a circle of links has no end. */
  private static final int MAX_LINKS = 32;

  private final Path file;
  private final HdfFile hdf;
  private final long fileBytes;

  /**
   * @param fileBytes length of the file
   */
  NodeTree(Path file, HdfFile hdf, long fileBytes) {
    this.file = file;
    this.hdf = hdf;
    this.fileBytes = fileBytes;
  }

  /** Returns a path without needless slashes: "/X" and "X/" are "X". */
  static String plain(String path) {
    return String.join("/", parts(path));
  }

  private static List<String> parts(String path) {
    return Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
  }

  /** Returns the name of a path of this file for messages. */
  String title(String path) {
    return file + "#" + path;
  }

  Path file() {
    return file;
  }

  long fileBytes() {
    return fileBytes;
  }

  /**
   * Returns the node at a path.
   *
   * @throws StartFailure when there is none
   */
  Node node(String path) {
    List<String> parts = parts(path);
    for (int i = 1; i <= parts.size(); i++) {
      if (find(String.join("/", parts.subList(0, i))).isEmpty()) {
        String parent = String.join("/", parts.subList(0, i - 1));
        Node holder = find(parent).orElse(hdf);
        throw new StartFailure(
            "%s must hold %s but %s holds %s"
                .formatted(
                    file,
                    plain(path),
                    parent.isEmpty() ? "it" : "/" + parent + (holder.isGroup() ? "/" : ""),
                    holder instanceof Group group
                        ? Quoted.of(group.getChildren().keySet())
                        : "values"));
      }
    }
    return find(path).orElseThrow();
  }

  /** Returns the node at a path; empty when there is none. */
  Optional<Node> find(String path) {
    Deque<String> rest = new ArrayDeque<>(parts(path));
    Deque<Node> way = new ArrayDeque<>(List.of(hdf));
    int links = 0;
    while (!rest.isEmpty()) {
      String name = rest.pop();
      if (name.equals(".")) {
        continue;
      }
      Node child = way.peek() instanceof Group group ? group.getChildren().get(name) : null;
      if (child instanceof ExternalLink link) {
        throw external(path, link);
      }
      if (child instanceof SoftLink link && links++ < MAX_LINKS) {
        follow(link, rest, way);
      } else if (child == null || child.isLink()) {
        return Optional.empty();
      } else {
        way.push(child);
      }
    }
    return Optional.of(way.peek());
  }

  private void follow(SoftLink link, Deque<String> rest, Deque<Node> way) {
    String target = link.getTargetPath();
    if (target.startsWith("/")) {
      way.clear();
      way.push(hdf);
    }
    List<String> parts = parts(target);
    for (int i = parts.size() - 1; i >= 0; i--) {
      rest.push(parts.get(i));
    }
  }

  private StartFailure external(String path, ExternalLink link) {
    return new StartFailure(
        "%s must lie in the file itself but is a link to another file, %s"
            .formatted(title(plain(path)), Quoted.of(link.getTargetPath())));
  }

  /** Returns the dataset at a path; empty when there is none or a group. */
  Optional<Dataset> dataset(String path) {
    return find(path).filter(Dataset.class::isInstance).map(Dataset.class::cast);
  }

  /** Returns the group at a path; empty when there is none or a dataset. */
  Optional<Group> group(String path) {
    return find(path).filter(Group.class::isInstance).map(Group.class::cast);
  }

  /** Returns numbers at a path. */
  NumberDataset numbers(String path) {
    return NumberDataset.of(this, plain(path), node(path));
  }

  /**
   * Returns the encoding of a group in the words of anndata, such as "csr_matrix"; empty when it
   * has none. Files of anndata before 0.7 name that of a sparse matrix otherwise.
   */
  static String encoding(Group group) {
    String old = text(group, "h5sparse_format");
    return old.isEmpty() ? text(group, "encoding-type") : old + "_matrix";
  }

  /** Returns an attribute that holds a text; empty when there is none. */
  static String text(Node node, String attribute) {
    Attribute found = node.getAttribute(attribute);
    return found == null || !(found.getData() instanceof String text) ? "" : text;
  }
}
