package dev.kstar.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kstar.contract.Decoded.Rejected;
import dev.kstar.v1.DeadLetter;
import dev.kstar.v1.RejectionKind;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
  private static final Rejected WHY =
      new Rejected(RejectionKind.REJECTION_KIND_MALFORMED, "it must be a pair but was not");

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
        @Override
        public synchronized void flush() {
          // what was sent stays undecided until the test decides
        }
      };
  private final DeadLetters letters =
      DeadLetters.keeping(producer, "letters", "trainer", Clock.systemUTC());

  @Test
  void whatIsWrittenIsSettled() {
    reject(7);
    producer.completeNext();
    letters.settle();
    assertThat(letters.unsent()).isZero();
    assertThat(letters.count()).isEqualTo(1);
  }

  @Test
  void aLetterThatCannotBeWrittenIsNamedAndNotSettled() {
    DeadLetters forbidden =
        DeadLetters.keeping(refusing(), "letters", "trainer", Clock.systemUTC());
    forbidden.send(record(7), WHY);
    assertThatThrownBy(forbidden::settle)
        .hasMessage("the dead letter of pairs-1@7 could not be written to letters: forbidden");
    assertThat(forbidden.unsent()).isEqualTo(1);
  }

  private static MockProducer<byte[], byte[]> refusing() {
    return new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
      @Override
      public synchronized void flush() {
        while (errorNext(new TopicAuthorizationException("forbidden"))) {
          // each of them
        }
      }
    };
  }

  @Test
  void itIsSentAgainUntilItIsWritten() {
    reject(7);
    producer.errorNext(new TopicAuthorizationException("forbidden"));
    letters.retry();
    producer.completeNext();
    letters.settle();
    assertThat(letters.unsent()).isZero();
    assertThat(producer.history()).hasSize(2);
    assertThat(letters.count()).isEqualTo(1);
  }

  @Test
  void aRecordTooLargeForALetterIsLeftInTheLog() throws InvalidProtocolBufferException {
    reject(7);
    producer.errorNext(new RecordTooLargeException("1,000,001 bytes"));
    letters.retry();
    DeadLetter letter = DeadLetter.parseFrom(producer.history().get(1).value());
    assertThat(letter.getOffset()).isEqualTo(7);
    assertThat(letter.getValue().isEmpty()).isTrue();
    assertThat(letter.getReason())
        .isEqualTo("it must be a pair but was not (the record is too large for a letter)");
  }

  private void reject(long offset) {
    letters.send(record(offset), WHY);
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset) {
    return new ConsumerRecord<>("pairs", 1, offset, new byte[] {1}, new byte[] {2, 3});
  }
}
