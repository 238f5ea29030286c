package dev.kstar.local.reproduce.experiment;

import dev.kstar.local.job.Source;

/** The paper's synthetic data, dx = dy = 20. */
final class Streams {
  private static final int WIDTH = 20;

  private Streams() {}

  static Source.Synthetic kind(Source.Link link, int kStar, double noise) {
    return new Source.Synthetic(link, kStar, WIDTH, WIDTH, noise);
  }

  static Data linear(int kStar) {
    return linear(kStar, 0);
  }

  static Data linear(int kStar, double noise) {
    return new Data.Endless(kind(Source.Link.LINEAR, kStar, noise));
  }
}
