package dev.kstar.local.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The memory of another Java process, over JMX. */
final class JavaMemory {
  private static final String DIAGNOSTICS = "com.sun.management:type=DiagnosticCommand";

  /** Returns what is free in the C library's heaps to the system; Java 17.0.9 and newer have it. */
  private static final String TRIM = "systemTrimNativeHeap";

  private final MBeanServerConnection process;
  private final MemoryMXBean memory;
  private final List<MemoryPoolMXBean> old;
  private final boolean trims;

  /**
   * Looks up what the process offers.
   *
   * @param process its beans
   */
  JavaMemory(MBeanServerConnection process) throws IOException {
    this.process = process;
    this.memory =
        ManagementFactory.newPlatformMXBeanProxy(
            process, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    // only the spaces of what has outlived collections have a threshold
    this.old =
        ManagementFactory.getPlatformMXBeans(process, MemoryPoolMXBean.class).stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .filter(MemoryPoolMXBean::isUsageThresholdSupported)
            .toList();
    try {
      this.trims =
          List.of(process.getMBeanInfo(diagnostics()).getOperations()).stream()
              .anyMatch(operation -> operation.getName().equals(TRIM));
    } catch (JMException e) {
      throw new IOException("the process must tell its diagnostic commands", e);
    }
  }

  /**
   * Collects the garbage, and then has the C library return what it holds in reserve: after the
   * compiler has worked on a large method that is up to 30 MiB.
   */
  void release() throws IOException {
    memory.gc();
    if (!trims) {
      return;
    }
    try {
      process.invoke(diagnostics(), TRIM, new Object[0], new String[0]);
    } catch (JMException e) {
      throw new IOException("the process must return what it holds in reserve", e);
    }
  }

  /** What has outlived the last collection of the whole heap; what came since does not count. */
  long livingBytes() {
    return old.stream().mapToLong(pool -> pool.getCollectionUsage().getUsed()).sum();
  }

  long heapBytes() {
    return memory.getHeapMemoryUsage().getCommitted();
  }

  /** Classes and compiled code. */
  long codeBytes() {
    return memory.getNonHeapMemoryUsage().getCommitted();
  }

  private static ObjectName diagnostics() {
    try {
      return new ObjectName(DIAGNOSTICS);
    } catch (MalformedObjectNameException e) {
      throw new AssertionError(e);
    }
  }
}
