package dev.kstar.evaluator.page;

import ai.djl.Device;
import dev.kstar.evaluator.holdout.HeldPair;
import dev.kstar.evaluator.holdout.HoldoutState;
import dev.kstar.evaluator.holdout.HoldoutView;
import dev.kstar.evaluator.snapshot.SnapshotSource;
import dev.kstar.evaluator.snapshot.TakenSnapshot;
import dev.kstar.evaluator.snapshot.TrainerFailure;
import dev.kstar.learning.snapshot.EncoderShape;
import dev.kstar.learning.snapshot.SnapshotEncoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Projections, made when somebody asks and kept for a moment, so that many browsers cost no more
 * than one and none costs nothing. One is made at a time; the others wait.
 */
final class Projections {
  /** Pairs in a projection at most, the newest. */
  static final int PAIRS = 300;

  private static final Duration FRESH = Duration.ofSeconds(2);

  private record Kept(Projection projection, Instant made) {}

  private final Supplier<HoldoutState> holdout;
  private final SnapshotSource trainer;
  private final Clock clock;
  private final Map<Integer, Kept> kept = new ConcurrentHashMap<>();

  /** Waited for in short: a trainer that hangs must not take all of the server's threads. */
  private final ReentrantLock making = new ReentrantLock();

  /**
   * @param trainer used by one thread at a time, and by nobody else
   */
  Projections(Supplier<HoldoutState> holdout, SnapshotSource trainer, Clock clock) {
    this.holdout = holdout;
    this.trainer = trainer;
    this.clock = clock;
  }

  /**
   * The newest of that member. Blocks for a snapshot's transfer at most, or for a moment while
   * another is made; when the trainer does not answer, the last one there was.
   *
   * @throws Unavailable when there is none, with the reason
   */
  Projection of(int member) throws Unavailable {
    try {
      if (!making.tryLock(FRESH.toMillis(), TimeUnit.MILLISECONDS)) {
        return last(member, "another projection is being made");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return last(member, "the evaluator is stopping");
    }
    try {
      return fresh(member);
    } finally {
      making.unlock();
    }
  }

  private Projection last(int member, String otherwise) throws Unavailable {
    Kept last = kept.get(member);
    if (last == null) {
      throw new Unavailable(otherwise);
    }
    return last.projection();
  }

  private Projection fresh(int member) throws Unavailable {
    Kept last = kept.get(member);
    if (last != null && Duration.between(last.made(), clock.instant()).compareTo(FRESH) < 0) {
      return last.projection();
    }
    try {
      Projection next = make(member, last == null ? null : last.projection());
      kept.put(member, new Kept(next, clock.instant()));
      return next;
    } catch (TrainerFailure e) {
      return last(member, e.getMessage());
    }
  }

  private Projection make(int member, Projection last) throws TrainerFailure, Unavailable {
    HoldoutView view = view();
    TakenSnapshot taken = trainer.take(member);
    EncoderShape shape = taken.snapshot().metadata().shape();
    if (shape.dx() != view.dx() || shape.dy() != view.dy()) {
      throw new Unavailable(
          "the held-out pairs have dx %d, dy %d but member %d was trained on dx %d, dy %d"
              .formatted(view.dx(), view.dy(), member, shape.dx(), shape.dy()));
    }
    List<HeldPair> newest = view.pairs().subList(Math.max(0, view.count() - PAIRS), view.count());
    boolean same = last != null && last.dimension() == shape.dimension();
    try (SnapshotEncoder encoder = SnapshotEncoder.load(taken.snapshot(), Device.cpu())) {
      Projection made = Projection.of(encoder, member, newest, same ? last.plane().axes() : null);
      if (made.pairs().isEmpty()) {
        throw new Unavailable(
            "member %d represents none of the newest held-out pairs in float32".formatted(member));
      }
      return made;
    }
  }

  private HoldoutView view() throws Unavailable {
    HoldoutState state = holdout.get();
    if (state instanceof HoldoutState.Reading reading && reading.view().count() > 0) {
      return reading.view();
    }
    throw new Unavailable("there are no held-out pairs yet");
  }
}
