package dev.kstar.trainer.fuzz;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.RedefinitionStrategy;
import net.bytebuddy.asm.Advice;

/**
 * Counts the native arrays that another process has made and not freed since it was looked at: an
 * agent in that process counts at DJL's constructor and at the one function that frees. Arrays
 * whose Java side the garbage collector took are counted on, which is what a leak is.
 */
public final class LiveArrays {
  /** In the other process only. */
  public static final AtomicLong MADE = new AtomicLong();

  /** In the other process only. */
  public static final AtomicLong FREED = new AtomicLong();

  private static final Class<?>[] AGENT = {LiveArrays.class, Count.class, Made.class, Freed.class};

  private final Path answer;

  private LiveArrays(Path answer) {
    this.answer = answer;
  }

  /**
   * Begins to count.
   *
   * @param pid of the process
   * @param folder for the agent and its answers
   */
  static LiveArrays of(long pid, Path folder) throws Exception {
    Path answer = folder.resolve("live-arrays");
    VirtualMachine process = VirtualMachine.attach(String.valueOf(pid));
    try {
      process.loadAgent(agent(folder).toString(), answer.toString());
    } finally {
      process.detach();
    }
    return new LiveArrays(answer);
  }

  /**
   * Arrays since it was looked at.
   *
   * @param made of which there are none only when the agent does not count
   * @param freed earlier ones included
   */
  record Count(long made, long freed) {
    long live() {
      return made - freed;
    }
  }

  Count count() throws IOException, InterruptedException {
    Files.deleteIfExists(answer);
    while (!Files.exists(answer)) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    String[] numbers = Files.readString(answer).split(" ");
    return new Count(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
  }

  private static Path agent(Path folder) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Agent-Class", LiveArrays.class.getName());
    main.putValue("Can-Retransform-Classes", "true");
    main.putValue(
        "Class-Path",
        ByteBuddy.class.getProtectionDomain().getCodeSource().getLocation().toString());
    Path jar = folder.resolve("live-arrays.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (Class<?> each : AGENT) {
        String name = each.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(name));
        try (InputStream code = LiveArrays.class.getClassLoader().getResourceAsStream(name)) {
          code.transferTo(out);
        }
      }
    }
    return jar;
  }

  /** In the other process: whenever the file of answers is missing, it is written. */
  public static void agentmain(String answer, Instrumentation instrumentation) {
    new AgentBuilder.Default()
        .disableClassFormatChanges()
        .with(RedefinitionStrategy.RETRANSFORMATION)
        .type(named("ai.djl.pytorch.engine.PtNDArray"))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(
                    Advice.to(Made.class).on(isConstructor().and(takesArgument(1, long.class)))))
        .type(named("ai.djl.pytorch.jni.JniUtils"))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(Advice.to(Freed.class).on(named("deleteNDArray"))))
        .installOn(instrumentation);
    Thread thread = new Thread(() -> answer(Path.of(answer)), "live-arrays");
    thread.setDaemon(true);
    thread.start();
  }

  private static void answer(Path file) {
    Path writing = file.resolveSibling("live-arrays.writing");
    try {
      while (true) {
        if (!Files.exists(file)) {
          Files.writeString(writing, MADE + " " + FREED);
          Files.move(writing, file, StandardCopyOption.ATOMIC_MOVE);
        }
        TimeUnit.MILLISECONDS.sleep(5);
      }
    } catch (IOException e) {
      e.printStackTrace(); // whoever asks waits for ever, which is seen
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Inlined behind the constructor of an array. */
  public static final class Made {
    private Made() {}

    @Advice.OnMethodExit
    static void made() {
      MADE.incrementAndGet();
    }
  }

  /** Inlined before an array is freed. */
  public static final class Freed {
    private Freed() {}

    @Advice.OnMethodEnter
    static void freed() {
      FREED.incrementAndGet();
    }
  }
}
