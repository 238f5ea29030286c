package dev.kstar.local.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.DeadLetter;
import dev.kstar.v1.RejectionKind;
import dev.kstar.v1.SourceRow;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class LetterTest {
  @Test
  void line_escapeSequences_areWrittenOut() {
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setSourceRow(SourceRow.newBuilder().setFile("x\u001b]0;title\u0007.csv").setRow(3))
            .setReason("saw \u001b[2J\nhere")
            .setKind(RejectionKind.REJECTION_KIND_NON_FINITE)
            .build();

    String line = new Letter(letter, false).line();

    assertThat(line)
        .isEqualTo("x\\u001b]0;title\\u0007.csv row 3  non finite  saw \\u001b[2J here");
  }

  @Test
  void parse_recordWithoutValue_namesItsPlace() {
    LetterLog log = new LetterLog(Map.of(), "kstar.dead-letters");

    DeadLetter letter = log.parse(new ConsumerRecord<>("kstar.dead-letters", 0, 7, null, null));

    assertThat(letter.getOffset()).isEqualTo(7);
    assertThat(letter.getReason()).isEqualTo("this dead letter itself has no value");
  }
}
