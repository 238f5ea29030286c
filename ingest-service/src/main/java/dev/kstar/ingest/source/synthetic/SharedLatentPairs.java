package dev.kstar.ingest.source.synthetic;

import dev.kstar.contract.Float32Vector;
import dev.kstar.ingest.config.Link;
import dev.kstar.ingest.config.SourceSettings.Stage;
import dev.kstar.ingest.config.SourceSettings.Synthetic;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.NumberedId;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.Position;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;

/**
 * Endless fresh pairs that share exactly k* coordinates: the first k* of x are a function of the
 * first k* of y, all others are independent N(0, 1). Gui, Ma, Ma, NeurIPS 2025 (arXiv 2505.12473),
 * section on synthetic data.
 *
 * <p>The n-th pair depends on the seed and n alone: every block of {@value #BLOCK} pairs has a
 * generator of its own. A schedule changes k* or the noise at given pairs; what is drawn stays the
 * same, so that two streams of one seed differ in what the schedule says and in nothing else.
 */
public final class SharedLatentPairs implements PairSource {
  private static final int BLOCK = 1024;
  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private final Synthetic settings;
  private final Float32Vector x;
  private final Float32Vector y;
  private final List<Stage> schedule;
  private final NumberedId id;
  private int kStar;
  private float noise;
  private float scale;
  private int stagesBegun;
  private RandomGenerator generator;
  private long n;

  public SharedLatentPairs(Synthetic settings) {
    this.settings = settings;
    this.x = new Float32Vector(settings.dx());
    this.y = new Float32Vector(settings.dy());
    this.schedule = settings.schedule();
    this.id = new NumberedId("s-" + settings.seed() + "-");
    begin(settings.kStar(), settings.noise());
  }

  private void begin(int shared, double deviation) {
    kStar = shared;
    noise = (float) deviation;
    scale = (float) (1 / Math.sqrt(1 + deviation * deviation));
  }

  @Override
  public String description() {
    String constant =
        String.format(
            Locale.ROOT,
            "synthetic %s k*=%d noise=%s seed=%d",
            settings.link().name().toLowerCase(Locale.ROOT),
            settings.kStar(),
            settings.noise(),
            settings.seed());
    return schedule.isEmpty()
        ? constant
        : constant
            + schedule.stream()
                .map(Stage::toString)
                .collect(Collectors.joining(";", " schedule=", ""));
  }

  @Override
  public int dx() {
    return x.size();
  }

  @Override
  public int dy() {
    return y.size();
  }

  @Override
  public List<String> labelNames() {
    return List.of();
  }

  @Override
  public long epoch() {
    return 0;
  }

  @Override
  public String identity() {
    return "%s dx=%d dy=%d".formatted(description(), x.size(), y.size());
  }

  @Override
  public Position position() {
    return new Position(0, n);
  }

  @Override
  public void seek(Position position) {
    stagesBegun = 0;
    begin(settings.kStar(), settings.noise());
    n = position.next() - position.next() % BLOCK;
    while (n < position.next()) {
      drawValues();
      n++;
    }
  }

  @Override
  public Drawn next() {
    while (stagesBegun < schedule.size() && schedule.get(stagesBegun).from() <= n) {
      Stage stage = schedule.get(stagesBegun++);
      begin(stage.kStar(), stage.noise());
    }
    drawValues();
    if (settings.link() == Link.LINEAR) {
      linear();
    } else {
      nonlinear();
    }
    return new Drawn.Pair(id.of(n++), x, y, Map.of(), 0, 0);
  }

  private void drawValues() {
    if (n % BLOCK == 0) {
      generator = GENERATORS.create(mix(mix(settings.seed()) + n / BLOCK));
    }
    normal(y);
    normal(x);
  }

  private void normal(Float32Vector values) {
    for (int i = 0; i < values.size(); i++) {
      values.set(i, (float) generator.nextGaussian());
    }
  }

  /** x_i = (y_i + noise · e_i) / √(1 + noise²), e_i standard normal. */
  private void linear() {
    for (int i = 0; i < kStar; i++) {
      x.set(i, (y.get(i) + noise * x.get(i)) * scale);
    }
  }

  /** x_0 = y_0 where y_0 < 0; x_1 = y_1 where y_0 + y_1 > 1/2; x_i = max(y_i, 0); else 0. */
  private void nonlinear() {
    x.set(0, Math.min(y.get(0), 0));
    if (kStar > 1) {
      x.set(1, y.get(0) + y.get(1) > 0.5f ? y.get(1) : 0);
    }
    for (int i = 2; i < kStar; i++) {
      x.set(i, Math.max(y.get(i), 0));
    }
  }

  /** SplitMix64's mixer, so that neighbouring seeds and blocks start far apart. */
  private static long mix(long z) {
    z += 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
