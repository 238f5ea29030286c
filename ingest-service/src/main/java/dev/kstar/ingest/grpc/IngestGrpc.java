package dev.kstar.ingest.grpc;

import dev.kstar.ingest.stream.PairStream;
import dev.kstar.v1.Ingest;
import dev.kstar.v1.ListSourcesRequest;
import dev.kstar.v1.ListSourcesResponse;
import dev.kstar.v1.PushRequest;
import dev.kstar.v1.PushResponse;
import io.grpc.Status;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Answers what the source of this process has done. */
@GrpcService
public final class IngestGrpc implements Ingest {
  private final PairStream stream;

  IngestGrpc(PairStream stream) {
    this.stream = stream;
  }

  @Override
  public Multi<PushResponse> push(Multi<PushRequest> requests) {
    return Multi.createFrom()
        .failure(
            Status.UNIMPLEMENTED
                .withDescription("this ingest service cannot take pushed pairs yet")
                .asRuntimeException());
  }

  @Override
  public Uni<ListSourcesResponse> listSources(ListSourcesRequest request) {
    return Uni.createFrom()
        .item(
            () ->
                ListSourcesResponse.newBuilder()
                    .addSources(States.of(stream.descriptor(), stream.progress()))
                    .build());
  }
}
