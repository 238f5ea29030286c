package dev.kstar.local.cli;

import dev.kstar.local.reproduce.Request;
import dev.kstar.local.reproduce.experiment.Catalogue;
import dev.kstar.local.reproduce.experiment.Experiment;
import dev.kstar.local.reproduce.experiment.Protocol;
import dev.kstar.local.reproduce.experiment.Run;
import dev.kstar.local.reproduce.experiment.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is to be reproduced, as the user has asked for it. */
final class ReproduceOptions {
  private static final int QUICK_SEEDS = 1;
  private static final int SEEDS = 3;

  @Parameters(
      paramLabel = "<experiment>",
      arity = "0..*",
      description =
          "saturation, temperature, dimension, capacity, noise, similarity, finite-sample,"
              + " two-stage (default: all of these); citeseq or pairs with --x and --y.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--quick", description = "Small sizes: minutes instead of an hour.")
  private boolean quick;

  @Option(
      names = "--seeds",
      paramLabel = "<n>",
      converter = Numbers.Positive.class,
      description = "Runs that differ in their seed only (default 3, quick 1).")
  private Integer seeds;

  @Option(
      names = "--protocol",
      paramLabel = "<protocol>",
      converter = OneOf.Protocols.class,
      defaultValue = "stream",
      description =
          "stream: fresh pairs (default); paper: 10,000 fixed pairs, reference norm, 31,200 steps.")
  private Protocol protocol;

  @Option(
      names = "--out",
      paramLabel = "<folder>",
      converter = FolderName.class,
      defaultValue = "reproduction",
      description = "Where results and report go (default ${DEFAULT-VALUE}).")
  private Path out;

  @Mixin private OwnPairsOptions own;

  @Option(names = "--run", paramLabel = "<name>", description = "Make one run of them only.")
  private String run;

  @Option(
      names = "--plain",
      description = "Lines that stay, as it is when the output is no terminal.")
  private boolean plain;

  boolean plain() {
    return plain;
  }

  /** What was guessed or left out when the user's files were read, after {@link #request}. */
  List<String> notes() {
    return own.notes();
  }

  boolean oneRun() {
    return run != null;
  }

  /**
   * @throws Mistakes.Found when something asked for cannot be
   */
  Request request() {
    List<String> mistakes = new ArrayList<>();
    List<Experiment> experiments = experiments(mistakes);
    if (Files.exists(out) && !Files.isDirectory(out)) {
      mistakes.add("--out must be a folder but was the file \"%s\"".formatted(out));
    }
    if (!mistakes.isEmpty()) {
      throw new Mistakes.Found(mistakes);
    }
    Scope scope = Scope.of(quick, seeds(), protocol);
    Request request = new Request(experiments, scope, out, command(true), command(false));
    if (run != null && request.runs().stream().noneMatch(r -> r.name().equals(run))) {
      mistakes.add(
          "--run must be a run of these experiments but was \"%s\"; they are".formatted(run));
      request.runs().forEach(r -> mistakes.add("  " + r.name()));
    }
    if (!mistakes.isEmpty()) {
      throw new Mistakes.Found(mistakes);
    }
    return request;
  }

  /** The runs to make: all, or the one asked for. */
  List<Run> chosen(Request request) {
    return request.runs().stream().filter(r -> run == null || r.name().equals(run)).toList();
  }

  private List<Experiment> experiments(List<String> mistakes) {
    if (own.given() && names.stream().noneMatch(Catalogue.own()::contains)) {
      mistakes.add(
          "--x, --y and --labels go with %s only".formatted(String.join(" or ", Catalogue.own())));
    }
    if (names.isEmpty()) {
      return Catalogue.synthetic();
    }
    List<Experiment> experiments = new ArrayList<>();
    for (String name : new LinkedHashSet<>(names)) {
      if (Catalogue.own().contains(name)) {
        own.experiment(name, mistakes).ifPresent(experiments::add);
      } else {
        Catalogue.find(name).ifPresentOrElse(experiments::add, () -> mistakes.add(unknown(name)));
      }
    }
    return experiments;
  }

  private static String unknown(String name) {
    return "an experiment must be one of %s but was \"%s\""
        .formatted(String.join(", ", Catalogue.names()), name);
  }

  private int seeds() {
    return seeds != null ? seeds : quick ? QUICK_SEEDS : SEEDS;
  }

  private String command(boolean whole) {
    StringBuilder command = new StringBuilder("./kstar reproduce");
    names.forEach(name -> command.append(' ').append(name));
    if (quick) {
      command.append(" --quick");
    }
    command.append(" --seeds ").append(seeds());
    if (protocol != Protocol.STREAM) {
      command.append(" --protocol ").append(protocol);
    }
    command.append(own.command());
    if (whole) {
      command.append(" --out ").append(out);
    }
    return command.toString();
  }
}
