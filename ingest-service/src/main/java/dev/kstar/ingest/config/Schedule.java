package dev.kstar.ingest.config;

import dev.kstar.ingest.config.SourceSettings.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what changes in synthetic pairs, and when: stages with semicolons between, each a number of
 * pairs, a colon, and {@code k=} or {@code noise=} or both with a comma between. What a stage does
 * not name stays as it was. Pure.
 */
final class Schedule {
  private static final Pattern STAGE = Pattern.compile("\\s*(\\d{1,18})\\s*:(.*)");
  private static final Pattern CHANGE =
      Pattern.compile(
          "\\s*(?:k=(?<k>[1-9]\\d{0,8})|noise=(?<noise>\\d{1,9}(?:\\.\\d{1,18})?))\\s*");

  private Schedule() {}

  /** The stages of a text, given what holds before them; adds to the mistakes what is wrong. */
  static List<Stage> parse(String text, int kStar, double noise, Mistakes mistakes) {
    List<Stage> stages = new ArrayList<>();
    Stage last = new Stage(-1, kStar, noise);
    for (String part : text.split(";", -1)) {
      Matcher stage = STAGE.matcher(part);
      if (!stage.matches() || Long.parseLong(stage.group(1)) <= last.from()) {
        mistakes.add(
            "kstar.ingest.synthetic.schedule must hold rising pair counts with changes, as in"
                + " 0:k=2;200000:k=5,noise=0.3, but holds \"%s\"",
            part.trim());
        return List.of();
      }
      last = changed(Long.parseLong(stage.group(1)), last, stage.group(2), mistakes);
      stages.add(last);
    }
    return stages;
  }

  private static Stage changed(long from, Stage before, String changes, Mistakes mistakes) {
    int kStar = before.kStar();
    double noise = before.noise();
    for (String text : changes.split(",", -1)) {
      Matcher change = CHANGE.matcher(text);
      if (!change.matches()) {
        mistakes.add(
            "kstar.ingest.synthetic.schedule must change k=<n> or noise=<sd> but holds \"%s\"",
            text.trim());
      } else if (change.group("k") != null) {
        kStar = Integer.parseInt(change.group("k"));
      } else {
        noise = Double.parseDouble(change.group("noise"));
      }
    }
    return new Stage(from, kStar, noise);
  }
}
