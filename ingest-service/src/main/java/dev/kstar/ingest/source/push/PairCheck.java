package dev.kstar.ingest.source.push;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.kstar.contract.Decoded;
import dev.kstar.contract.Float32Vector;
import dev.kstar.contract.HoldoutSplit;
import dev.kstar.contract.IdHash;
import dev.kstar.contract.PairDecoder;
import dev.kstar.contract.PairEncoder;
import dev.kstar.contract.PairRewriter;
import dev.kstar.ingest.config.SourceSettings;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.Encoded;
import dev.kstar.service.PlainText;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.PushRequest;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Looks at each pair of a message by itself, whatever came before it, and gives those that can be
 * used the form in which they are written: straight from the bytes where they are {@linkplain
 * PairRewriter ordinary}, and by way of the generated class otherwise. Immutable and safe for any
 * thread.
 */
final class PairCheck {
  private static final int SAMPLE =
      PushRequest.SAMPLES_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

  /** Pairs of one message: of the smallest there are, as many as fill the default message. */
  static final int MAX_PAIRS = 16_384;

  /** Bytes of an id: a window of them is remembered. */
  static final int MAX_ID_BYTES = 1024;

  private static final int MAX_REASON_CHARACTERS = 200;

  /** Wrong label names that a reason tells. */
  private static final int MAX_NAMES = 10;

  private final SourceSettings.Push settings;
  private final HoldoutSplit split;
  private final Set<String> labelNames;
  private final PairDecoder decoder;
  private final PairEncoder encoder;

  PairCheck(SourceSettings.Push settings, HoldoutSplit split) {
    this.settings = settings;
    this.split = split;
    this.labelNames = Set.copyOf(settings.labels());
    this.decoder = new PairDecoder(settings.dx(), settings.dy());
    this.encoder = new PairEncoder(settings.labels());
  }

  /**
   * The pairs of a {@link PushRequest}.
   *
   * @throws InvalidProtocolBufferException when the bytes are none, or hold more than {@value
   *     #MAX_PAIRS} pairs
   */
  List<Looked> look(byte[] message) throws InvalidProtocolBufferException {
    try {
      return pairs(message);
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
  }

  private List<Looked> pairs(byte[] message) throws IOException {
    List<Looked> pairs = new ArrayList<>();
    PairRewriter rewriter = new PairRewriter(decoder, encoder, settings.bound().largest());
    CodedInputStream in = CodedInputStream.newInstance(message);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == SAMPLE) {
        int length = in.readRawVarint32();
        int from = in.getTotalBytesRead();
        in.skipRawBytes(length); // and so there are as many
        if (pairs.size() == MAX_PAIRS) {
          throw new InvalidProtocolBufferException(
              "it must hold at most %d samples".formatted(MAX_PAIRS));
        }
        pairs.add(pair(rewriter, message, from, length));
      } else if (!in.skipField(tag)) {
        throw new InvalidProtocolBufferException("a group ends that has not begun");
      }
    }
    return pairs;
  }

  private Looked pair(PairRewriter rewriter, byte[] message, int from, int length)
      throws InvalidProtocolBufferException {
    return rewriter.take(message, from, from + length) && rewriter.id().length <= MAX_ID_BYTES
        ? usable(rewriter.id(), rewriter.value(), rewriter.hasTime())
        : parsed(PairedSample.parser().parseFrom(message, from, length));
  }

  private Looked usable(byte[] id, byte[] value, boolean hasTime) {
    long hash = IdHash.of(id);
    return new Looked(id, hash, Encoded.of(id, value, hasTime, split.holdsOut(hash)), null);
  }

  private Looked parsed(PairedSample sample) {
    byte[] id = sample.getIdBytes().toByteArray();
    String reason = reason(sample);
    if (reason != null) {
      return Looked.rejected(id, PlainText.of(reason, MAX_REASON_CHARACTERS));
    }
    long time = sample.getEventTimeMs();
    Float32Vector x = vector(sample.getX(), settings.dx());
    Float32Vector y = vector(sample.getY(), settings.dy());
    String tooLarge = tooLarge("x", x);
    tooLarge = tooLarge == null ? tooLarge("y", y) : tooLarge;
    if (tooLarge != null) {
      return Looked.rejected(id, tooLarge);
    }
    byte[] value =
        encoder.encode(new byte[0], id, x, y, sample.getLabelsMap(), Drawn.NO_EPOCH, time);
    return usable(id, value, time != 0);
  }

  /** Why a vector of finite values cannot be used; null when it can. */
  private String tooLarge(String name, Float32Vector values) {
    int at = values.firstBeyond(settings.bound().largest());
    return at < 0
        ? null
        : "%s[%d] must be at most %s but was %s"
            .formatted(name, at, settings.bound(), values.get(at));
  }

  private static Float32Vector vector(ByteString bytes, int size) {
    Float32Vector vector = new Float32Vector(size);
    vector.move(bytes.toByteArray(), 0);
    return vector;
  }

  private String reason(PairedSample sample) {
    if (sample.getId().isEmpty()) {
      return "id must not be empty";
    }
    if (sample.getIdBytes().size() > MAX_ID_BYTES) {
      return "id must have at most %d bytes of UTF-8 but had %d"
          .formatted(MAX_ID_BYTES, sample.getIdBytes().size());
    }
    Set<String> names = sample.getLabelsMap().keySet();
    if (!names.equals(labelNames)) {
      return "labels must be %s, as those of the stream, but were %s"
          .formatted(settings.labels(), names.stream().sorted().limit(MAX_NAMES).toList());
    }
    FloatBuffer x = FloatBuffer.allocate(settings.dx());
    FloatBuffer y = FloatBuffer.allocate(settings.dy());
    Decoded decoded = decoder.check(sample, x, 0, y, 0);
    return decoded instanceof Decoded.Rejected rejected ? rejected.reason() : null;
  }
}
