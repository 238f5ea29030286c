package dev.kstar.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.v1.StreamDescriptor;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompactedTopicTest {
  private static final String TOPIC = "kstar.streams";
  private static final TopicPartition ONLY = new TopicPartition(TOPIC, 0);
  private static final byte[] GARBAGE = {(byte) 0xff, 3};

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private long end;

  @BeforeEach
  void assign() {
    consumer.updateBeginningOffsets(Map.of(ONLY, 0L));
    consumer.assign(java.util.List.of(ONLY));
  }

  private static StreamDescriptor.Builder descriptor(String stream) {
    return StreamDescriptor.newBuilder().setStream(stream).setDx(3).setDy(2);
  }

  private void write(String key, byte[] value) {
    byte[] keyBytes = key == null ? null : key.getBytes(UTF_8);
    consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, end++, keyBytes, value));
    consumer.updateEndOffsets(Map.of(ONLY, end));
  }

  private NewestValue<StreamDescriptor> newest() {
    return new CompactedTopic(() -> consumer, TOPIC)
        .newest("default", new DescriptorParser("default"), OptionalLong.empty());
  }

  private StreamDirectory directory() {
    return new StreamDirectory(new CompactedTopic(() -> consumer, TOPIC), TOPIC);
  }

  @Test
  void newest_garbageBehindValid_isTheValidOne() {
    write("default", descriptor("default").setSource("old").build().toByteArray());
    write("default", descriptor("default").setSource("new").build().toByteArray());
    write("default", GARBAGE);
    write("default", new byte[0]);
    write("default", null);

    NewestValue<StreamDescriptor> found = newest();

    assertThat(found.value()).hasValueSatisfying(d -> assertThat(d.getSource()).isEqualTo("new"));
    assertThat(found.damaged())
        .extracting(DamagedRecord::place)
        .containsExactly("kstar.streams-0@2", "kstar.streams-0@3", "kstar.streams-0@4");
    assertThat(found.warnings("the descriptor"))
        .first()
        .asString()
        .startsWith("kstar.streams-0@2 must hold the descriptor but has 2 bytes that do not parse")
        .endsWith("the valid one at offset 1 is used instead");
  }

  @Test
  void newest_garbageBeforeValid_isForgotten() {
    write("default", GARBAGE);
    write("default", descriptor("default").build().toByteArray());

    assertThat(newest().damaged()).isEmpty();
  }

  @Test
  void newest_otherKeysAndNone_areLeftAlone() {
    write("default", descriptor("default").build().toByteArray());
    write("other", GARBAGE);
    write(null, GARBAGE);

    NewestValue<StreamDescriptor> found = newest();

    assertThat(found.damaged()).isEmpty();
    assertThat(found.value()).isPresent();
  }

  @Test
  void newest_manyDamaged_keepsFewOfThem() {
    for (int i = 0; i < 3 * NewestValue.MAX_DAMAGED; i++) {
      write("default", GARBAGE);
    }

    assertThat(newest().damaged()).hasSize(NewestValue.MAX_DAMAGED);
    assertThatThrownBy(() -> directoryAgain().find("default")).hasMessageContaining("@59 ");
  }

  private StreamDirectory directoryAgain() {
    MockConsumer<byte[], byte[]> again = new MockConsumer<>("earliest");
    again.updateBeginningOffsets(Map.of(ONLY, 0L));
    again.assign(java.util.List.of(ONLY));
    for (long offset = 0; offset < end; offset++) {
      again.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, "default".getBytes(UTF_8), GARBAGE));
    }
    again.updateEndOffsets(Map.of(ONLY, end));
    return new StreamDirectory(new CompactedTopic(() -> again, TOPIC), TOPIC);
  }

  @Test
  void find_onlyGarbage_namesPlaceAndWayOut() {
    write("default", GARBAGE);

    assertThatThrownBy(() -> directory().find("default"))
        .isInstanceOf(DamagedRecordException.class)
        .hasMessageContaining("kstar.streams-0@0 must hold the descriptor of stream \"default\"")
        .hasMessageContaining("has 2 bytes that do not parse")
        .hasMessageContaining("write a record with the key \"default\" and no value");
  }

  @Test
  void find_removedAfterGarbage_isAbsent() {
    write("default", GARBAGE);
    write("default", null);

    assertThat(directory().find("default")).isEmpty();
  }
}
