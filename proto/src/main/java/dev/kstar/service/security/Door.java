package dev.kstar.service.security;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The filter before everything: counts the caller's calls, asks the table, and lets in or refuses.
 * Runs on the event loop and never blocks.
 */
final class Door implements Handler<RoutingContext> {
  private final Function<Call, Caller> callers;
  private final Limits limits;
  private final Answers answers;

  /**
   * @param callers who calls
   */
  Door(Function<Call, Caller> callers, Limits limits, Answers answers) {
    this.callers = callers;
    this.limits = limits;
    this.answers = answers;
  }

  @Override
  public void handle(RoutingContext context) {
    Call call = Call.of(context);
    Caller caller = callers.apply(call);
    HttpServerResponse response = context.response();
    BooleanSupplier over = () -> response.ended() || response.closed();
    Optional<Refusal> refusal = refusal(call, caller, over);
    if (refusal.isPresent()) {
      answers.refuse(call, refusal.get());
      return;
    }
    context.addEndHandler(ended -> limits.leave(over));
    answers.prepare(call, context);
    context.next();
  }

  private Optional<Refusal> refusal(Call call, Caller caller, BooleanSupplier over) {
    return limits
        .count(peer(call, caller))
        .or(() -> permit(call.access(), caller))
        .or(() -> call.compressed() ? Optional.of(Refusal.compressed()) : Optional.empty())
        .or(() -> limits.enter(over));
  }

  /** A name is no address, even where it looks like one: strangers must not use up its calls. */
  private static String peer(Call call, Caller caller) {
    return caller instanceof Caller.Known known
        ? "name " + known.credential().name()
        : "address " + call.origin();
  }

  /** What the table says of a caller. */
  static Optional<Refusal> permit(Access access, Caller caller) {
    if (access instanceof Access.Open) {
      return Optional.empty();
    }
    if (access instanceof Access.Needs needs) {
      return permit(needs.role(), caller);
    }
    return Optional.of(Refusal.unlisted());
  }

  private static Optional<Refusal> permit(Role role, Caller caller) {
    if (caller instanceof Caller.Known known) {
      return known.credential().roles().contains(role)
          ? Optional.empty()
          : Optional.of(Refusal.lacks(known.credential(), role));
    }
    return Optional.of(Refusal.unauthenticated(((Caller.Unknown) caller).why()));
  }
}
