package dev.kstar.trainer.config;

import dev.kstar.service.StartTimeout;
import dev.kstar.service.StreamName;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the groups of settings together. */
@Singleton
final class TrainerConfigProducer {
  @Produces
  @Singleton
  TrainerConfig config(
      StreamName stream,
      StartTimeout startTimeout,
      DeviceSetting device,
      TrainerConfig.Model model,
      TrainerConfig.Batch batch,
      TrainerConfig.Normaliser normaliser,
      TrainerConfig.Optimizer optimizer,
      TrainerConfig.Training training,
      TrainerConfig.Checkpoint checkpoint,
      TrainerConfig.Snapshot snapshot) {
    return new TrainerConfig(
        stream.value(),
        startTimeout.value(),
        device,
        model,
        batch,
        normaliser,
        optimizer,
        training,
        checkpoint,
        snapshot);
  }
}
