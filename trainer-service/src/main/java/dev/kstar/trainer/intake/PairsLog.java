package dev.kstar.trainer.intake;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * The log of training pairs as the broker has it.
 *
 * @param topic its name
 * @param id the broker's own id of the topic, another one once the topic is made anew
 * @param partitions how many
 */
public record PairsLog(String topic, String id, int partitions) {
  /**
   * Asks the broker. Blocks.
   *
   * @throws org.apache.kafka.common.KafkaException when it does not answer
   */
  static PairsLog find(Map<String, Object> kafka, String topic) {
    try (Admin admin = Admin.create(kafka)) {
      TopicDescription found =
          admin.describeTopics(List.of(topic)).topicNameValues().get(topic).get();
      return new PairsLog(topic, found.topicId().toString(), found.partitions().size());
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** All partitions, in order. */
  List<TopicPartition> topicPartitions() {
    return IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
  }
}
