package dev.kstar.trainer.grpc;

import dev.kstar.v1.SnapshotChunk;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Collections;
import java.util.Iterator;
import java.util.stream.Stream;

/** Sends the chunks of a file as fast as the client takes them. Safe for any thread. */
final class ChunkSender {
  private final ServerCallStreamObserver<SnapshotChunk> call;
  private Iterator<SnapshotChunk> chunks = Collections.emptyIterator();

  /** Made before the call's method returns; the file may come later. */
  ChunkSender(ServerCallStreamObserver<SnapshotChunk> call) {
    this.call = call;
    call.setOnReadyHandler(this::send);
    call.setOnCancelHandler(() -> {});
  }

  /** Begins to send a file of at least one chunk. */
  synchronized void send(Stream<SnapshotChunk> file) {
    chunks = file.iterator();
    send();
  }

  private synchronized void send() {
    while (chunks.hasNext() && call.isReady() && !call.isCancelled()) {
      call.onNext(chunks.next());
      if (!chunks.hasNext()) {
        call.onCompleted();
      }
    }
  }
}
