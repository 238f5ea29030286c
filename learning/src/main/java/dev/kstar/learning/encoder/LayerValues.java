package dev.kstar.learning.encoder;

/**
 * One member's linear layer on the host, laid out as in PyTorch.
 *
 * @param weight [out, in] in row-major order
 * @param bias [out]
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
public record LayerValues(int out, int in, float[] weight, float[] bias) {}
