package dev.kstar.local.cli;

import dev.kstar.v1.MemberReport;

/** How a session has ended by itself. */
sealed interface Ending {

  /** k* is found. */
  record Found(int kStar, MemberReport report) implements Ending {}

  /**
   * The last step is taken and measured, and k* is not found.
   *
   * @param missing what kept it from counting as found
   */
  record LimitReached(Aim.Find aim, MemberReport report, String missing) implements Ending {}

  /** It cannot go on. */
  record Failed(String reason) implements Ending {}
}
