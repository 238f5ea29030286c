package dev.kstar.local.job;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces the names of settings in a service's sentence by the options that set them. Pure. */
public final class OptionNames {
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("kstar.ingest.source", "--source"),
          Map.entry("kstar.ingest.x", "--x"),
          Map.entry("kstar.ingest.y", "--y"),
          Map.entry("kstar.ingest.labels", "--labels"),
          Map.entry("kstar.ingest.standardise", "--standardise"),
          Map.entry("kstar.ingest.csv.delimiter", "--delimiter"),
          Map.entry("kstar.ingest.csv.header", "--header"),
          Map.entry("kstar.ingest.holdout-fraction", "--holdout"),
          Map.entry("kstar.ingest.push.labels", "--label-names"),
          Map.entry("kstar.ingest.dx", "--dx"),
          Map.entry("kstar.ingest.dy", "--dy"),
          Map.entry("kstar.batch.size", "--batch"));

  private static final Pattern SETTING = Pattern.compile("\\bkstar(?:\\.[a-z0-9-]+)+");

  private OptionNames() {}

  /** Returns the sentence with options where it names settings that have one. */
  public static String in(String sentence) {
    return SETTING
        .matcher(sentence)
        .replaceAll(
            found -> Matcher.quoteReplacement(OPTIONS.getOrDefault(found.group(), found.group())));
  }
}
