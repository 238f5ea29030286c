package dev.kstar.evaluator.page;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;

/** The way to a browser over one HTTP response. */
record HttpLine(Context loop, HttpServerResponse response) implements Browser.Line {
  @Override
  public void later(Runnable work) {
    loop.runOnContext(ignored -> work.run());
  }

  @Override
  public boolean full() {
    return response.writeQueueFull();
  }

  @Override
  public boolean closed() {
    return response.closed() || response.ended();
  }

  @Override
  public void write(String text) {
    response.write(text); // one that fails closes the connection
  }

  @Override
  public void close() {
    response.reset();
  }
}
