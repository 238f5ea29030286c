package dev.kstar.ingest.health;

import dev.kstar.service.HealthChange;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.event.SmallRyeHealthStatusChangeEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Logs health when it changes, however often it is asked for. */
@Singleton
final class HealthLog {
  private static final Logger LOG = Logger.getLogger(HealthLog.class);

  void liveness(@Observes @Liveness SmallRyeHealthStatusChangeEvent event) {
    log("liveness", event.health());
  }

  void readiness(@Observes @Readiness SmallRyeHealthStatusChangeEvent event) {
    log("readiness", event.health());
  }

  private static void log(String kind, SmallRyeHealth health) {
    LOG.log(
        health.isDown() ? Logger.Level.WARN : Logger.Level.INFO,
        HealthChange.sentence(kind, health.getPayload()));
  }
}
