package dev.kstar.local.process;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The processes that were started since this object was made: the JVM of the tests may have others,
 * which several test classes share.
 */
public final class StartedProcesses {
  private final Set<ProcessHandle> before = new HashSet<>(descendants());

  /** Those that still run. */
  public List<ProcessHandle> running() {
    return descendants().stream().filter(process -> !before.contains(process)).toList();
  }

  private static List<ProcessHandle> descendants() {
    return ProcessHandle.current().descendants().toList();
  }
}
