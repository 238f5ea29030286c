package dev.kstar.local.cli;

import dev.kstar.v1.SourceState;
import dev.kstar.v1.TrainerState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lines about what keeps a system from its work: one when it begins, when its reason changes, and
 * when it is over. Reasons that differ only in their numbers are the same. Used by one thread.
 */
final class TroubleLines {
  private final Map<String, String> present = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final Supplier<Optional<String>> newestLetter;
  private long shownLetters;
  private long trainersLetters;
  private long rejectedRows;

  /**
   * @param newestLetter why the newest dead letter was rejected; asked seldom, may block shortly
   */
  TroubleLines(Supplier<Optional<String>> newestLetter) {
    this.newestLetter = newestLetter;
  }

  /** Takes the trainer's newest state in. */
  void trainer(TrainerState state) {
    boolean paused = state.getPhase() == TrainerState.Phase.PHASE_PAUSED;
    become(
        "training",
        paused ? Optional.of("the training is paused" + because(state.getReason())) : none(),
        "the training goes on");
    if (state.getPhase() == TrainerState.Phase.PHASE_TRAINING) {
      become(
          "batches",
          Optional.of(state.getReason()).filter(reason -> !reason.isEmpty()),
          "batches are as usual again");
    }
    trainersLetters = state.getDeadLetters();
    letters();
  }

  /** Takes the source's newest state in. */
  void source(SourceState state) {
    become(
        "source",
        state.getReason().isEmpty()
            ? none()
            : Optional.of("the source is kept from writing" + because(state.getReason())),
        "the source writes again");
    rejectedRows = state.getRejectedRows();
    letters();
  }

  /**
   * Takes in why no report can be made.
   *
   * @param failure empty when reports are made
   */
  void reports(Optional<String> failure) {
    become(
        "reports",
        failure.map(reason -> "no report can be made" + because(reason)),
        "reports are made again");
  }

  /** Returns the lines since the last call, fit for a terminal. */
  List<String> take() {
    List<String> taken = lines.stream().map(line -> line.replaceAll("\\p{Cntrl}+", " ")).toList();
    lines.clear();
    return taken;
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static String because(String reason) {
    return reason.isEmpty() ? "" : ": " + reason;
  }

  private void become(String subject, Optional<String> trouble, String over) {
    String before = present.get(subject);
    if (trouble.isEmpty()) {
      if (present.remove(subject) != null) {
        lines.add(over);
      }
      return;
    }
    String kind = trouble.get().replaceAll("\\d+", "0");
    present.put(subject, kind);
    if (!kind.equals(before)) {
      lines.add(trouble.get());
    }
  }

  /** One line at 1, 10, 100 and so on. */
  private void letters() {
    long count = trainersLetters + rejectedRows;
    if (count == 0 || String.valueOf(count).length() <= digits(shownLetters)) {
      return;
    }
    shownLetters = count;
    lines.add(
        String.format(Locale.ROOT, "%,d dead letter%s so far", count, count == 1 ? "" : "s")
            + newestLetter.get().map("; the newest: "::concat).orElse(""));
  }

  private static int digits(long count) {
    return count == 0 ? 0 : String.valueOf(count).length();
  }
}
