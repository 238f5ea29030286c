package dev.kstar.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidentMemoryTest {
  @Test
  void readsTheLineOfTheResidentSet() {
    List<String> status = List.of("VmPeak:\t  900000 kB", "VmRSS:\t  123456 kB", "Threads:\t5");

    assertThat(ResidentMemory.bytes(status)).isEqualTo(123456 * 1024.0);
  }

  @Test
  void isNoNumberWhereTheSystemDoesNotTell() {
    assertThat(ResidentMemory.bytes(List.of("Threads:\t5"))).isNaN();
  }

  @Test
  void countsMoreThanTheHeapInUse() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    ResidentMemory.bindTo(registry);
    Runtime runtime = Runtime.getRuntime();

    double resident = registry.get("process.resident.memory").gauge().value();

    assertThat(resident).isGreaterThan((runtime.totalMemory() - runtime.freeMemory()) / 2.0);
  }
}
