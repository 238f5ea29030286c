package dev.kstar.learning.snapshot;

import dev.kstar.learning.normaliser.NormaliserKind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@link SnapshotMetadata} as the strings of a safetensors header, and back without loss. */
final class MetadataText {
  /** Of this layout of names, so that a later one can be told apart. */
  private static final String VERSION = "1";

  static final Set<String> NAMES =
      Set.of(
          "kstar_snapshot",
          "run_id",
          "member",
          "dx",
          "dy",
          "hidden",
          "dimension",
          "step",
          "temperature",
          "normaliser",
          "norm_f",
          "norm_g",
          "seed",
          "config_hash");

  private MetadataText() {}

  static SortedMap<String, String> write(SnapshotMetadata metadata) {
    EncoderShape shape = metadata.shape();
    SortedMap<String, String> text = new TreeMap<>(metadata.further());
    text.put("kstar_snapshot", VERSION);
    text.put("run_id", metadata.runId());
    text.put("member", Integer.toString(metadata.member()));
    text.put("dx", Integer.toString(shape.dx()));
    text.put("dy", Integer.toString(shape.dy()));
    text.put(
        "hidden", shape.hidden().stream().map(String::valueOf).collect(Collectors.joining(",")));
    text.put("dimension", Integer.toString(shape.dimension()));
    text.put("step", Long.toString(metadata.step()));
    text.put("temperature", Double.toString(metadata.temperature()));
    text.put("normaliser", metadata.normaliser().toString());
    text.put("norm_f", Double.toString(metadata.normF()));
    text.put("norm_g", Double.toString(metadata.normG()));
    text.put("seed", Long.toString(metadata.seed()));
    text.put("config_hash", metadata.configHash());
    return text;
  }

  /**
   * @throws MalformedSnapshotException naming the entry that is missing or does not parse
   */
  static SnapshotMetadata read(SortedMap<String, String> text) {
    String version = get(text, "kstar_snapshot", Function.identity());
    if (!version.equals(VERSION)) {
      throw new MalformedSnapshotException(
          "kstar_snapshot must be %s but was %s".formatted(VERSION, version));
    }
    SortedMap<String, String> further = new TreeMap<>(text);
    further.keySet().removeAll(NAMES);
    try {
      return new SnapshotMetadata(
          get(text, "run_id", Function.identity()),
          get(text, "member", Integer::valueOf),
          new EncoderShape(
              get(text, "dx", Integer::valueOf),
              get(text, "dy", Integer::valueOf),
              get(text, "hidden", MetadataText::widths),
              get(text, "dimension", Integer::valueOf)),
          get(text, "step", Long::valueOf),
          get(text, "temperature", Double::valueOf),
          get(text, "normaliser", NormaliserKind::of),
          get(text, "norm_f", Double::valueOf),
          get(text, "norm_g", Double::valueOf),
          get(text, "seed", Long::valueOf),
          get(text, "config_hash", Function.identity()),
          further);
    } catch (MalformedSnapshotException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new MalformedSnapshotException("the metadata is wrong: " + e.getMessage(), e);
    }
  }

  private static <T> T get(SortedMap<String, String> text, String name, Function<String, T> parse) {
    String value = text.get(name);
    if (value == null) {
      throw new MalformedSnapshotException("the metadata must hold " + name);
    }
    try {
      return parse.apply(value);
    } catch (NumberFormatException e) {
      throw new MalformedSnapshotException(
          "the metadata's %s must be a number but was %s".formatted(name, value), e);
    }
  }

  private static List<Integer> widths(String value) {
    return value.isEmpty()
        ? List.of()
        : Arrays.stream(value.split(",", -1)).map(Integer::valueOf).toList();
  }
}
