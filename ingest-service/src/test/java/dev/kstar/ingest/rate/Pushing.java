package dev.kstar.ingest.rate;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import dev.kstar.contract.Float32;
import dev.kstar.testing.RawBytes;
import dev.kstar.v1.IngestGrpc;
import dev.kstar.v1.ListSourcesRequest;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.PushRequest;
import dev.kstar.v1.PushResult;
import dev.kstar.v1.PushResult.Outcome;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that push ready-made messages of {@value #ITEMS} pairs to the packaged service, a process
 * of its own, each with a few calls' worth of messages on their way; timed until the last pair has
 * its answer.
 */
final class Pushing implements Contestant {
  private static final int ITEMS = 256;
  private static final int CLIENTS = 16;
  private static final int OUTCOME = PushResult.OUTCOME_FIELD_NUMBER << 3;

  private static final MethodDescriptor<byte[], byte[]> METHOD =
      IngestGrpc.getPushMethod().toBuilder(new RawBytes(), new RawBytes()).build();

  private final String servers;
  private final ProcessHandle broker;
  private final Path folder;
  private final int pairs;
  private Process service;
  private ManagedChannel channel;
  private Records records;
  private int runs;

  Pushing(String servers, ProcessHandle broker, Path folder, int pairs) {
    this.servers = servers;
    this.broker = broker;
    this.folder = folder;
    this.pairs = pairs - pairs % ITEMS;
  }

  @Override
  public String name() {
    return "push";
  }

  @Override
  public Took run() throws Exception {
    if (service == null) {
      start();
    }
    List<byte[]> messages = messages(runs++);
    AtomicLong accepted = new AtomicLong();
    CountDownLatch ended = new CountDownLatch(CLIENTS);
    Took.Watch watch = new Took.Watch(broker, service.toHandle());
    for (int i = 0; i < CLIENTS; i++) {
      new Client(messages, i, accepted, ended).start();
    }
    ended.await();
    Took took = watch.took();
    if (accepted.get() != pairs) {
      throw new IllegalStateException(accepted + " of " + pairs + " pairs were accepted");
    }
    records.expect((long) runs * pairs);
    return took;
  }

  private void start() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    service =
        Packaged.start(
            folder,
            "-Xmx256m",
            Map.of(
                "kafka.bootstrap.servers", servers,
                "kstar.stream", "pushed",
                "kstar.topics.pairs", "pushed",
                "kstar.topics.holdout", "pushed.holdout",
                "kstar.ingest.source", "push",
                "kstar.ingest.max-lag", 0,
                "quarkus.http.port", port));
    channel = ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    IngestGrpc.newBlockingStub(channel)
        .withWaitForReady()
        .withDeadlineAfter(60, TimeUnit.SECONDS)
        .listSources(ListSourcesRequest.getDefaultInstance());
    records = new Records(servers, List.of("pushed", "pushed.holdout"));
  }

  private List<byte[]> messages(int run) {
    ByteString values = Float32.encode(new float[WIDTH], 0, WIDTH);
    List<byte[]> messages = new ArrayList<>();
    for (int first = 0; first < pairs; first += ITEMS) {
      PushRequest.Builder message = PushRequest.newBuilder();
      for (int i = first; i < first + ITEMS; i++) {
        message.addSamples(
            PairedSample.newBuilder().setId("p-" + run + "-" + i).setX(values).setY(values));
      }
      messages.add(message.build().toByteArray());
    }
    return messages;
  }

  /** Sends every {@value #CLIENTS}th message, as fast as the service takes them. */
  private final class Client extends ClientCall.Listener<byte[]> {
    private final ClientCall<byte[], byte[]> call = channel.newCall(METHOD, CallOptions.DEFAULT);
    private final List<byte[]> messages;
    private final AtomicLong accepted;
    private final CountDownLatch ended;
    private int next;

    Client(List<byte[]> messages, int first, AtomicLong accepted, CountDownLatch ended) {
      this.messages = messages;
      this.next = first;
      this.accepted = accepted;
      this.ended = ended;
    }

    void start() {
      call.start(this, new Metadata());
      call.request(4);
    }

    @Override
    public void onReady() {
      while (call.isReady() && next < messages.size()) {
        call.sendMessage(messages.get(next));
        next += CLIENTS;
        if (next >= messages.size()) {
          call.halfClose();
        }
      }
    }

    @Override
    public void onMessage(byte[] response) {
      accepted.addAndGet(accepted(response));
      call.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      ended.countDown();
    }
  }

  /** Counted without building the results: what a client does with them is its own affair. */
  private static int accepted(byte[] response) {
    CodedInputStream in = CodedInputStream.newInstance(response);
    int accepted = 0;
    try {
      while (in.readTag() != 0) {
        int end = in.pushLimit(in.readRawVarint32());
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
          if (tag == OUTCOME) {
            accepted += in.readEnum() == Outcome.OUTCOME_ACCEPTED_VALUE ? 1 : 0;
          } else {
            in.skipField(tag);
          }
        }
        in.popLimit(end);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return accepted;
  }

  @Override
  public void close() throws Exception {
    if (service != null) {
      channel.shutdownNow();
      records.close();
      service.destroyForcibly().waitFor();
    }
  }
}
