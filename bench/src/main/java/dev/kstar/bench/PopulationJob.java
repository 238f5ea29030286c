package dev.kstar.bench;

import ai.djl.Device;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.population.MemberSpec;
import dev.kstar.learning.population.PairBatch;
import dev.kstar.learning.population.Population;
import dev.kstar.learning.population.PopulationSpec;
import dev.kstar.learning.population.StepOutcome;
import dev.kstar.learning.snapshot.Snapshot;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Kstar's own step. */
final class PopulationJob implements Job {
  private final String name;
  private final Shapes shapes;
  private final Feed feed;
  private final Population population;
  private StepOutcome last;

  PopulationJob(String name, Shapes shapes, Feed feed, Device device) {
    this(name, shapes, feed, device, 1);
  }

  PopulationJob(String name, Shapes shapes, Feed feed, Device device, int threads) {
    this.name = name;
    this.shapes = shapes;
    this.feed = feed;
    List<MemberSpec> members =
        IntStream.range(0, shapes.dimensions().size())
            .mapToObj(m -> new MemberSpec(shapes.dimensions().get(m), m + 1))
            .toList();
    population =
        Population.create(
            new PopulationSpec(shapes.dx(), shapes.dy(), shapes.hidden(), members),
            new NormaliserSpec.Running(),
            OptimizerSettings.defaults(),
            device,
            threads);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int models() {
    return shapes.dimensions().size();
  }

  @Override
  public void step() {
    step(feed.next());
  }

  void step(PairBatch batch) {
    last = population.step(batch);
  }

  Snapshot snapshot(int member) {
    return population.snapshot(member, "bench", "", new TreeMap<>());
  }

  StepOutcome last() {
    return last;
  }

  @Override
  public void close() {
    population.close();
  }
}
