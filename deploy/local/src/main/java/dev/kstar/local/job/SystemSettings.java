package dev.kstar.local.job;

import java.util.Map;

/** What the three services are started with. */
public interface SystemSettings {
  Map<String, String> ingest();

  Map<String, String> trainer();

  Map<String, String> evaluator();

  /** What the system needs beyond the usual. */
  default ResourceNeeds needs() {
    return ResourceNeeds.USUAL;
  }
}
