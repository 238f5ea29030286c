package dev.kstar.local.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import org.junit.jupiter.api.Test;

class JavaMemoryTest {
  private static final int BYTES = 64 << 20;

  /** Of this very process, whose other threads may come to hold less than half of BYTES. */
  private final JavaMemory memory = own();

  @Test
  void whatIsHeldOutlivesACollection() throws IOException {
    memory.release();
    long before = memory.livingBytes();
    byte[] held = new byte[BYTES];

    memory.release();

    assertThat(memory.livingBytes()).isGreaterThan(before + BYTES / 2);
    Reference.reachabilityFence(held);
  }

  @Test
  void whatIsLetGoDoesNotCount() throws IOException {
    memory.release();
    long before = memory.livingBytes();
    fill();

    memory.release();

    assertThat(memory.livingBytes()).isLessThan(before + BYTES / 2);
  }

  @Test
  void whatCameAfterTheCollectionDoesNotCount() throws IOException {
    memory.release();
    long before = memory.livingBytes();

    byte[] held = fill();

    assertThat(memory.livingBytes()).isLessThan(before + BYTES / 2);
    Reference.reachabilityFence(held);
  }

  private static byte[] fill() {
    return new byte[BYTES];
  }

  private static JavaMemory own() {
    try {
      return new JavaMemory(ManagementFactory.getPlatformMBeanServer());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
