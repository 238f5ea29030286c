package dev.kstar.ingest.rate;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Takes away what a run has written, so that the disk holds one run and not all of them. */
final class Topics {
  private Topics() {}

  static void delete(String servers, List<String> topics) throws Exception {
    Collection<AlterConfigOp> atOnce =
        List.of(
            new AlterConfigOp(
                new ConfigEntry(TopicConfig.FILE_DELETE_DELAY_MS_CONFIG, "0"),
                AlterConfigOp.OpType.SET));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin
          .incrementalAlterConfigs(
              topics.stream()
                  .collect(
                      Collectors.toMap(
                          topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic),
                          topic -> atOnce)))
          .all()
          .get();
      admin.deleteTopics(topics).all().get();
    }
  }
}
