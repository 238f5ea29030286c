package dev.kstar.local.reproduce.run;

import com.google.protobuf.ByteString;
import dev.kstar.local.client.Query;
import dev.kstar.local.client.Target;
import dev.kstar.local.reproduce.run.RunResult.Encoding;
import dev.kstar.v1.EncodeRequest;
import dev.kstar.v1.Modality;
import dev.kstar.v1.TrainerState;
import java.util.Arrays;
import java.util.List;

/** How long a trainer at rest takes to encode samples, the way over gRPC included. */
final class EncodeTimes {
  private static final int CALLS = 20;
  private static final int MANY = 256;

  private EncodeTimes() {}

  /** Of each member, after a call that is not counted. */
  static List<Encoding> of(Target trainer, TrainerState state) {
    int dx = state.getStream().getDx();
    return Query.encoding(
        trainer,
        encode ->
            state.getMembersList().stream()
                .map(
                    member ->
                        new Encoding(
                            member.getMember(),
                            median(encode, request(member.getMember(), 1, dx)),
                            median(encode, request(member.getMember(), MANY, dx))))
                .toList());
  }

  private static double median(Query.Encode encode, EncodeRequest request) {
    encode.call(request);
    double[] microseconds = new double[CALLS];
    for (int i = 0; i < CALLS; i++) {
      long start = System.nanoTime();
      encode.call(request);
      microseconds[i] = (System.nanoTime() - start) / 1e3;
    }
    Arrays.sort(microseconds);
    return (microseconds[CALLS / 2 - 1] + microseconds[CALLS / 2]) / 2;
  }

  private static EncodeRequest request(int member, int count, int dx) {
    return EncodeRequest.newBuilder()
        .setModality(Modality.MODALITY_X)
        .setMember(member)
        .setCount(count)
        .setSamples(ByteString.copyFrom(new byte[count * dx * Float.BYTES]))
        .build();
  }
}
