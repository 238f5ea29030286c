package dev.kstar.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.local.process.Broker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The broker's process, from formatting to the removal of its folder. */
@Timeout(120)
class BrokerIT {
  @TempDir private Path logs;

  @Test
  void keepsARecordAndLeavesNothingBehind() throws Exception {
    Path folder;
    try (Broker broker = Broker.start(logs)) {
      folder = broker.folder();
      createTopic(broker.servers());
      produce(broker.servers(), "kept");

      assertThat(consume(broker.servers())).containsExactly("kept");
    }

    assertThat(folder).doesNotExist();
  }

  private static void createTopic(String servers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(new NewTopic("topic", 1, (short) 1))).all().get();
    }
  }

  private static void produce(String servers, String value) throws Exception {
    try (Producer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("topic", value)).get();
    }
  }

  private static List<String> consume(String servers) {
    try (Consumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition only = new TopicPartition("topic", 0);
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      List<String> values = new ArrayList<>();
      while (values.isEmpty()) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }
}
