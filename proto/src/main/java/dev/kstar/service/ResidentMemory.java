package dev.kstar.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory that the process occupies, native libraries' included: what a container's limit counts
 * and the Java heap does not show.
 */
public final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final double KIB = 1024;

  private ResidentMemory() {}

  /** Registers {@code process.resident.memory} in bytes; not a number where the system has none. */
  public static void bindTo(MeterRegistry registry) {
    Gauge.builder("process.resident.memory", ResidentMemory::bytes)
        .description("memory of the process, native libraries included")
        .baseUnit("bytes")
        .register(registry);
  }

  static double bytes() {
    try {
      return Files.isReadable(STATUS) ? bytes(Files.readAllLines(STATUS)) : Double.NaN;
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  static double bytes(List<String> status) {
    for (String line : status) {
      Matcher resident = RESIDENT.matcher(line);
      if (resident.matches()) {
        return Long.parseLong(resident.group(1)) * KIB;
      }
    }
    return Double.NaN;
  }
}
