package dev.kstar.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.kstar.ingest.source.SourceFailure;
import dev.kstar.v1.DeadLetter;
import dev.kstar.v1.RejectionKind;
import dev.kstar.v1.SourcePosition;
import dev.kstar.v1.SourceRow;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What becomes of rows that cannot be used and of pairs that cannot be delivered. */
class IngestLossTest extends IngestLoopFixture {
  @Test
  void aRejectedRowIsCountedAndTheRestGoesOn() {
    source.drawn.add(BROKEN);
    source.pairs(1);
    runToEnd(loop(0));
    assertThat(progress.rejectedRows()).isEqualTo(1);
    assertThat(committed())
        .extracting(ProducerRecord::topic)
        .containsExactly("kstar.dead-letters", "kstar.pairs.holdout");
  }

  @Test
  void aRejectedRowIsADeadLetterWithItsPlace() throws Exception {
    source.drawn.add(BROKEN);
    runToEnd(loop(0));
    ProducerRecord<byte[], byte[]> record = committed().get(0);
    assertThat(record.topic()).isEqualTo("kstar.dead-letters");
    assertThat(DeadLetter.parseFrom(record.value()))
        .isEqualTo(
            DeadLetter.newBuilder()
                .setKind(RejectionKind.REJECTION_KIND_NON_FINITE)
                .setReason(BROKEN.reason())
                .setKey(ByteString.copyFromUtf8("row-4"))
                .setSourceRow(SourceRow.newBuilder().setFile("x.npy").setRow(4).setColumn(2))
                .setService("ingest")
                .setRejectedMs(1234)
                .build());
  }

  @Test
  void moreRejectedRowsThanAreAllowedEndTheStreamAndEachIsADeadLetter() {
    source.rows = 4;
    for (int i = 0; i < 3; i++) {
      source.drawn.add(BROKEN);
    }
    IngestLoop loop = loop(0);
    loop.turn();
    loop.turn();
    assertThatThrownBy(loop::turn)
        .isInstanceOf(SourceFailure.class)
        .hasMessage(
            "script: at most 0.5 of 4 rows may be unusable (kstar.ingest.max-rejected-share), but 3"
                + " are so far; each is in the dead letters; the first: "
                + BROKEN.reason());
    assertThat(committed()).hasSize(3);
  }

  @Test
  void aRestartAfterTooManyRejectedRowsEndsAtOnce() {
    source.rows = 4;
    present =
        position(
            0,
            SourcePosition.newBuilder()
                .setIdentity("script of this test")
                .setNext(3)
                .setRejectedRows(3));
    assertThatThrownBy(() -> loop(0)).isInstanceOf(SourceFailure.class);
  }

  @Test
  void aFencedWriterCommitsNothing() {
    source.pairs(5);
    IngestLoop loop = loop(0);
    loop.turn();
    producer.fenceProducer();
    assertThatThrownBy(loop::turn).matches(Fencing::by);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void aPairThatCannotBeDeliveredEndsTheStream() {
    source.pairs(5);
    MockProducer<byte[], byte[]> failing = new CopyingProducer(false);
    IngestLoop loop = loop(failing, openGate(), 0, 0, 0);
    loop.turn();
    failing.errorNext(new RecordTooLargeException("too large"));
    assertThatThrownBy(loop::turn)
        .isInstanceOf(KafkaException.class)
        .hasMessage("a pair could not be delivered to Kafka: too large");
  }

  @Test
  void theFirstCauseIsNamedWhenTheProducerRefusesBeforeTheLossIsTold() {
    source.pairs(5);
    IngestLoop loop = loop(0);
    loop.turn();
    producer.sendException =
        new KafkaException(
            "Cannot execute transactional method because we are in an error state",
            new TimeoutException("no broker for 3 s"));
    assertThatThrownBy(loop::turn)
        .isInstanceOf(KafkaException.class)
        .hasMessage("a pair could not be delivered to Kafka: no broker for 3 s");
  }

  @Test
  void theFirstCauseIsNamedWhenATransactionCannotBegin() {
    source.pairs(5);
    producer.beginTransactionException =
        new KafkaException("in an error state", new TimeoutException("no broker for 3 s"));
    assertThatThrownBy(loop(0)::turn)
        .isInstanceOf(KafkaException.class)
        .hasMessage("a pair could not be delivered to Kafka: no broker for 3 s");
  }

  @Test
  void theFirstCauseIsNamedWhenACommitFails() {
    source.pairs(1);
    producer.commitTransactionException =
        new KafkaException("in an error state", new TimeoutException("no broker for 3 s"));
    IngestLoop loop = loop(0);
    loop.turn();
    assertThatThrownBy(loop::turn)
        .isInstanceOf(KafkaException.class)
        .hasMessage("pairs could not be delivered to Kafka: no broker for 3 s");
  }

  @Test
  void aPairThatCannotBeDeliveredAtTheEndIsNoCompletion() {
    source.pairs(1);
    MockProducer<byte[], byte[]> failing = new CopyingProducer(false);
    IngestLoop loop = loop(failing, openGate(), 0, 0, 0);
    loop.turn();
    failing.errorNext(new RecordTooLargeException("too large"));
    assertThatThrownBy(loop::turn).isInstanceOf(KafkaException.class);
    assertThat(progress.phase()).isEqualTo(new Phase.Streaming());
  }
}
