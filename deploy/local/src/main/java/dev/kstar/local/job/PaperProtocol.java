package dev.kstar.local.job;

import java.util.List;

/**
 * What the paper's protocol takes on the same data (linear, k* = 5, dx = dy = 20, d = 20), and what
 * it reached in our reference run in plain PyTorch. Source: Gui, Ma, Ma, <i>Multi-modal contrastive
 * learning adapts to intrinsic dimensions of shared latent variables</i>, NeurIPS 2025.
 */
public final class PaperProtocol {
  public static final long STEPS = 31_200;
  public static final int BATCH = 256;
  public static final long PAIRS = STEPS * BATCH;
  public static final int DISTINCT_PAIRS = 10_000;
  public static final String LEARNING_RATE = "1e-4";
  public static final double TOP_1 = 0.756;
  public static final double TOP_HALF_PERCENT = 0.999;
  public static final double DIMENSION = 5.68;

  private PaperProtocol() {}

  /** Whether the reference run was made on data of this kind. */
  public static boolean covers(Job job) {
    return job.dimensions().equals(List.of(20))
        && job.replicas() == 1
        && job.source() instanceof Source.Synthetic synthetic
        && synthetic.equals(new Source.Synthetic(Source.Link.LINEAR, 5, 20, 20, 0));
  }
}
