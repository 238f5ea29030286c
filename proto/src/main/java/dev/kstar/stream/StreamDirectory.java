package dev.kstar.stream;

import dev.kstar.v1.StreamDescriptor;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/**
 * Looks a stream's descriptor up on the compacted topic of streams. For one thread at a time, which
 * hears of each damaged record once.
 */
public final class StreamDirectory {
  private static final Logger LOG = Logger.getLogger(StreamDirectory.class);

  private final CompactedTopic topic;
  private final String topicName;
  private long toldOffset = -1;

  /**
   * @param kafka client settings ({@code kafka.*} without the prefix)
   * @param topic the compacted topic of descriptors
   */
  public StreamDirectory(Map<String, Object> kafka, String topic) {
    this(new CompactedTopic(Map.copyOf(kafka), topic), topic);
  }

  StreamDirectory(CompactedTopic topic, String topicName) {
    this.topic = topic;
    this.topicName = topicName;
  }

  /**
   * The newest valid descriptor of a stream, read from the start of the topic to its present end.
   * Blocks while it reads.
   *
   * @return empty when the stream is not there (yet)
   * @throws org.apache.kafka.common.KafkaException when the broker cannot be read
   * @throws DamagedRecordException when records of that name are there but none is a descriptor
   */
  public Optional<StreamDescriptor> find(String stream) {
    return descriptor(read(stream), stream);
  }

  /**
   * Returns what {@link #find} returns, of what {@link #read} returned.
   *
   * @throws DamagedRecordException when records of that name are there but none is a descriptor
   */
  public Optional<StreamDescriptor> descriptor(NewestValue<StreamDescriptor> found, String stream) {
    return found.orThrow(what(stream), wayOut(stream));
  }

  /**
   * Reads the same with the damaged records behind the newest valid descriptor, each of which is
   * logged once.
   */
  public NewestValue<StreamDescriptor> read(String stream) {
    NewestValue<StreamDescriptor> found =
        topic.newest(stream, new DescriptorParser(stream), OptionalLong.empty());
    found.warnings(what(stream), toldOffset).forEach(LOG::warn);
    for (DamagedRecord damaged : found.damaged()) {
      toldOffset = Math.max(toldOffset, damaged.record().offset());
    }
    return found;
  }

  private static String what(String stream) {
    return "the descriptor of stream \"%s\"".formatted(stream);
  }

  private String wayOut(String stream) {
    return ("write a record with the key \"%s\" and no value to %s and start ingest again, which"
            + " describes the stream anew as its source is, or take another stream (setting"
            + " kstar.stream) or an empty data directory")
        .formatted(stream, topicName);
  }
}
