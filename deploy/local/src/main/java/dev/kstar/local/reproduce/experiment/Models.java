package dev.kstar.local.reproduce.experiment;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A population: one model for each d, on the same batches.
 *
 * @param dimensions output dimension d of each model
 * @param hidden widths of the hidden layers; empty means linear encoders
 * @param batch pairs a step
 * @param temperatureMultiplier θ's learning rate as a multiple of the encoders'
 * @param temperature exp(θ) at the start
 */
public record Models(
    List<Integer> dimensions,
    List<Integer> hidden,
    Normaliser normaliser,
    int batch,
    double learningRate,
    int temperatureMultiplier,
    double temperature) {
  public Models {
    dimensions = List.copyOf(dimensions);
    hidden = List.copyOf(hidden);
  }

  /** What the method sets: hidden widths 50, 50, 50, running norm, B = 256, learning rate 1e-3. */
  public static Models of(List<Integer> dimensions) {
    return new Models(dimensions, List.of(50, 50, 50), Normaliser.RUNNING, 256, 1e-3, 4, 1);
  }

  public Models withHidden(List<Integer> widths) {
    return new Models(
        dimensions, widths, normaliser, batch, learningRate, temperatureMultiplier, temperature);
  }

  public Models with(Normaliser kind) {
    return new Models(
        dimensions, hidden, kind, batch, learningRate, temperatureMultiplier, temperature);
  }

  public Models withLearningRate(double rate) {
    return new Models(
        dimensions, hidden, normaliser, batch, rate, temperatureMultiplier, temperature);
  }

  public Models withTemperatureMultiplier(int multiplier) {
    return new Models(dimensions, hidden, normaliser, batch, learningRate, multiplier, temperature);
  }

  public Models withTemperature(double start) {
    return new Models(
        dimensions, hidden, normaliser, batch, learningRate, temperatureMultiplier, start);
  }

  /** As in settings. */
  public String hiddenWords() {
    return hidden.isEmpty()
        ? "none"
        : hidden.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  String slug() {
    String widths =
        dimensions.size() == 1
            ? "d" + dimensions.get(0)
            : "d%d-%dx%d"
                .formatted(
                    dimensions.get(0), dimensions.get(dimensions.size() - 1), dimensions.size());
    String start = temperature == 1 ? "" : "-t" + temperature;
    return "%s-h%s-%s%s".formatted(widths, hiddenWords().replace(',', '.'), normaliser, start);
  }
}
