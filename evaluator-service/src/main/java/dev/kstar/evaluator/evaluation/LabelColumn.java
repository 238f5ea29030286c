package dev.kstar.evaluator.evaluation;

import dev.kstar.evaluator.holdout.HeldPair;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;

/**
 * One label of every pair.
 *
 * @param classes by pair; of no meaning where there is no label
 * @param labelled the pairs that carry this label
 */
@SuppressWarnings("ArrayRecordComponent") // numbers in bulk, never compared as a whole
record LabelColumn(String name, int[] classes, BitSet labelled) {
  /** A column for each label that any pair carries, by name. */
  static List<LabelColumn> of(List<HeldPair> pairs) {
    TreeSet<String> names = new TreeSet<>();
    pairs.forEach(pair -> names.addAll(pair.labels().keySet()));
    return names.stream().map(name -> column(name, pairs)).toList();
  }

  private static LabelColumn column(String name, List<HeldPair> pairs) {
    int[] classes = new int[pairs.size()];
    BitSet labelled = new BitSet(pairs.size());
    for (int i = 0; i < classes.length; i++) {
      Integer label = pairs.get(i).labels().get(name);
      if (label != null) {
        classes[i] = label;
        labelled.set(i);
      }
    }
    return new LabelColumn(name, classes, labelled);
  }
}
