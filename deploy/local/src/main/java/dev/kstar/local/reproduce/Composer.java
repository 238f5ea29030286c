package dev.kstar.local.reproduce;

import dev.kstar.local.reproduce.experiment.Results;
import dev.kstar.local.reproduce.experiment.Run;
import dev.kstar.local.reproduce.experiment.Scope;
import dev.kstar.local.reproduce.report.Document;
import dev.kstar.local.reproduce.report.MadeRun;
import dev.kstar.local.reproduce.run.RunResult;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Makes the report out of results alone, so that the same results give the same report. Pure. */
public final class Composer {
  private Composer() {}

  public static Document document(Request request, Results results) {
    return new Document(
        request.command(),
        about(request, results),
        request.experiments().stream().map(e -> e.section(request.scope(), results)).toList(),
        request.runs().stream().map(run -> made(request, run, results.of(run))).toList());
  }

  private static Map<String, String> about(Request request, Results results) {
    Scope scope = request.scope();
    Map<String, String> about = new LinkedHashMap<>();
    about.put("size", scope.quick() ? "quick" : "full");
    about.put("protocol", scope.protocol().toString());
    about.put("seeds", scope.seeds() == 1 ? "1" : "1 to " + scope.seeds());
    Map<String, Set<String>> versions = new LinkedHashMap<>();
    for (Run run : request.runs()) {
      results
          .of(run)
          .versions()
          .forEach(
              (what, version) ->
                  versions.computeIfAbsent(what, w -> new LinkedHashSet<>()).add(version));
    }
    versions.forEach((what, all) -> about.put(what, String.join("; ", all)));
    return about;
  }

  private static MadeRun made(Request request, Run run, RunResult result) {
    return new MadeRun(
        run.name(),
        run.configuration(),
        "%s --run %s".formatted(request.repeat(), run.name()),
        result.timing().wall(),
        result.timing().load());
  }
}
