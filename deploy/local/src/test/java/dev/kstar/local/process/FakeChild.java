package dev.kstar.local.process;

/** A small process for tests: says something and then does as the first argument says. */
final class FakeChild {
  private FakeChild() {}

  public static void main(String... args) throws InterruptedException {
    System.out.println("started");
    switch (args[0]) {
      case "serve" -> forever();
      case "serve-until-input-ends" -> {
        EndOfInput.exits();
        forever();
      }
      case "refuse-to-stop" -> {
        Runtime.getRuntime().addShutdownHook(new Thread(FakeChild::forever));
        forever();
      }
      case "launch" -> {
        Children.start("serve-until-input-ends", java.nio.file.Path.of(args[1]));
        forever();
      }
      case "use-up-memory" -> System.out.println(new long[1 << 28].length);
      default -> {
        System.err.println("cannot read " + args[0]);
        System.exit(3);
      }
    }
  }

  private static void forever() {
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
