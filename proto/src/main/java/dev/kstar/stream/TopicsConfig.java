package dev.kstar.stream;

import dev.kstar.service.Ranges;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** Names and shape of the topics, the same in every service. */
@ConfigMapping(prefix = "kstar.topics")
public interface TopicsConfig {
  /** Pairs to train on. */
  @WithDefault("kstar.pairs")
  String pairs();

  /** Pairs that are only ever evaluated on. */
  @WithDefault("kstar.pairs.holdout")
  String holdout();

  /** Stream descriptors, compacted by stream name. */
  @WithDefault("kstar.streams")
  String streams();

  /** Records that could not be used. */
  @WithDefault("kstar.dead-letters")
  String deadLetters();

  /** Announcements of snapshots, compacted. */
  @WithDefault("kstar.snapshots")
  String snapshots();

  /** Reports, compacted. */
  @WithDefault("kstar.reports")
  String reports();

  /** How far ingest has written each stream, compacted by stream name. */
  @WithDefault("kstar.ingest-positions")
  String ingestPositions();

  /** Partitions of the topic of training pairs when it is created. */
  @WithDefault("4")
  @WithConverter(Ranges.PositiveInt.class)
  int partitions();

  /** Replicas of each topic when it is created. */
  @WithDefault("1")
  @WithConverter(Ranges.PositiveInt.class)
  int replication();
}
