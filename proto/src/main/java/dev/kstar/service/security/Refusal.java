package dev.kstar.service.security;

import io.grpc.Status;

/**
 * Why a call is not let in, in the words of both protocols.
 *
 * @param http the status code
 * @param grpc the status code
 * @param sentence for the caller
 */
record Refusal(int http, Status.Code grpc, String sentence) {
  static Refusal unauthenticated(String why) {
    return new Refusal(401, Status.Code.UNAUTHENTICATED, why);
  }

  static Refusal lacks(Credential credential, Role role) {
    return new Refusal(
        403,
        Status.Code.PERMISSION_DENIED,
        "the role %s is needed, which \"%s\" does not have".formatted(role, credential.name()));
  }

  static Refusal unlisted() {
    return new Refusal(
        403, Status.Code.PERMISSION_DENIED, "nobody may call this: no role is set for it");
  }

  static Refusal tooFast(long callsPerSecond) {
    return exhausted(
        "at most %d calls a second are taken from one caller (setting kstar.security.calls-per-second)"
            .formatted(callsPerSecond));
  }

  static Refusal tooMany(long concurrentCalls) {
    return exhausted(
        "at most %d calls can be under way at once (setting kstar.security.concurrent-calls)"
            .formatted(concurrentCalls));
  }

  static Refusal foreignPage() {
    return new Refusal(
        403,
        Status.Code.PERMISSION_DENIED,
        "only pages and programs of this machine may call: the host must be localhost");
  }

  static Refusal compressed() {
    return new Refusal(
        415, Status.Code.UNIMPLEMENTED, "messages must not be compressed: grpc-encoding identity");
  }

  private static Refusal exhausted(String sentence) {
    return new Refusal(429, Status.Code.RESOURCE_EXHAUSTED, sentence);
  }
}
