package dev.kstar.ingest.rate;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A contestant in a {@linkplain Racer process of its own}, which stays for all rounds. */
final class Forked implements AutoCloseable {
  private final String name;
  private final Process process;
  private final BufferedReader answers;

  /**
   * @param heap flags for the heap
   */
  Forked(String name, List<String> heap, String servers, Path folder, int pairs)
      throws IOException {
    this.name = name;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(heap);
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Racer.class.getName(), name, servers));
    command.add(String.valueOf(ProcessHandle.current().pid()));
    command.addAll(List.of(folder.toString(), String.valueOf(pairs)));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  String name() {
    return name;
  }

  Took run() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IllegalStateException(name + " has ended; see above");
    }
    String[] nanos = answer.split(" ");
    return new Took(Long.parseLong(nanos[0]), Long.parseLong(nanos[1]));
  }

  @Override
  public void close() throws Exception {
    process.getOutputStream().close();
    process.waitFor();
  }
}
