package dev.kstar.local.cli;

import dev.kstar.local.client.Address;
import dev.kstar.local.process.Installation;
import dev.kstar.local.process.Running;
import dev.kstar.local.process.SystemFailure;
import java.util.Map;

/** Finds the system that runs on this machine. */
final class RunningSystem {
  private RunningSystem() {}

  /**
   * @throws SystemFailure when none runs
   */
  static Map<String, String> about(Installation installation) {
    return Running.find(installation.state())
        .orElseThrow(
            () -> new SystemFailure("no Kstar system is running here; ./kstar up starts one"));
  }

  /**
   * @param target what the user has named; null means the running system's service
   * @throws SystemFailure when nothing is named and none runs, or it is still starting
   */
  static Address address(Installation installation, Address target, String service) {
    if (target != null) {
      return target;
    }
    String address = about(installation).get(service);
    if (address == null) {
      throw new SystemFailure("the Kstar system is still starting");
    }
    return Address.parse(address);
  }
}
