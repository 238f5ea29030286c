package dev.kstar.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The floor: the matrix products of a step and nothing else, as plain {@code mm} on matrices that
 * are there. For each layer of both encoders the way forward, the weight's gradient and, but for
 * the first layer, the input's; for the loss S and the gradients of both sides.
 */
final class ProductsJob implements Job {
  private final NDManager arrays;
  private final List<NDArray[]> products = new ArrayList<>();

  ProductsJob(Shapes shapes, Device device) {
    arrays = NDManager.newBaseManager(device);
    for (int dimension : shapes.dimensions()) {
      Shapes own =
          new Shapes(shapes.batch(), shapes.dx(), shapes.dy(), shapes.hidden(), List.of(dimension));
      encoder(own.batch(), own.widths(own.dx()));
      encoder(own.batch(), own.widths(own.dy()));
      add(own.batch(), dimension, own.batch());
      add(own.batch(), own.batch(), dimension);
      add(own.batch(), own.batch(), dimension);
    }
  }

  private void encoder(int batch, List<Integer> widths) {
    for (int i = 0; i + 1 < widths.size(); i++) {
      add(batch, widths.get(i), widths.get(i + 1));
      add(widths.get(i), batch, widths.get(i + 1));
      if (i > 0) {
        add(batch, widths.get(i + 1), widths.get(i));
      }
    }
  }

  private void add(int rows, int inner, int columns) {
    products.add(
        new NDArray[] {
          arrays.randomNormal(new Shape(rows, inner)),
          arrays.randomNormal(new Shape(inner, columns))
        });
  }

  @Override
  public String name() {
    return "matrix products alone";
  }

  @Override
  public int models() {
    return 1;
  }

  @Override
  public void step() {
    NDArray last = null;
    for (NDArray[] product : products) {
      if (last != null) {
        last.close();
      }
      last = product[0].matMul(product[1]);
    }
    awaitDevice(last);
    last.close();
  }

  private static void awaitDevice(NDArray result) {
    try (NDArray row = result.get(0)) {
      row.getFloat(0);
    }
  }

  @Override
  public void close() {
    arrays.close();
  }
}
