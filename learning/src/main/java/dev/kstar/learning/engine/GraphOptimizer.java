package dev.kstar.learning.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Only PyTorch's own class can switch it, and this library is compiled without it. */
final class GraphOptimizer {
  private static final MethodHandle SWITCH = find();

  private GraphOptimizer() {}

  private static MethodHandle find() {
    try {
      Class<?> jni = Class.forName("ai.djl.pytorch.jni.JniUtils");
      MethodType type = MethodType.methodType(void.class, boolean.class);
      return MethodHandles.publicLookup().findStatic(jni, "setGraphExecutorOptimize", type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the engine must be PyTorch but its classes are missing", e);
    }
  }

  /** For the present thread. */
  static void off() {
    try {
      SWITCH.invokeExact(false);
    } catch (Throwable e) {
      throw new IllegalStateException("PyTorch's optimizer of graphs cannot be switched off", e);
    }
  }
}
