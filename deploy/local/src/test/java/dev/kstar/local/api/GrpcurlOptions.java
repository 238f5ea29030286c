package dev.kstar.local.api;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A command line of grpcurl.
 *
 * @param data JSON objects, one after the other
 * @param headers as {@code name: value}
 * @param operands address, and verb or method
 */
record GrpcurlOptions(
    boolean plaintext,
    Optional<Path> authority,
    Optional<Path> certificate,
    Optional<Path> key,
    List<String> headers,
    String data,
    OptionalDouble seconds,
    List<String> operands) {

  /** Reads the words behind {@code grpcurl}; what it does not know is a mistake of the page. */
  static GrpcurlOptions of(List<String> words, Path folder) {
    boolean plaintext = false;
    Optional<Path> authority = Optional.empty();
    Optional<Path> certificate = Optional.empty();
    Optional<Path> key = Optional.empty();
    List<String> headers = new ArrayList<>();
    String data = "";
    OptionalDouble seconds = OptionalDouble.empty();
    List<String> operands = new ArrayList<>();
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      switch (word) {
        case "-plaintext" -> plaintext = true;
        case "-cacert" -> authority = Optional.of(folder.resolve(rest.next()));
        case "-cert" -> certificate = Optional.of(folder.resolve(rest.next()));
        case "-key" -> key = Optional.of(folder.resolve(rest.next()));
        case "-H" -> headers.add(rest.next());
        case "-d" -> data = rest.next();
        case "-max-time" -> seconds = OptionalDouble.of(Double.parseDouble(rest.next()));
        default -> {
          if (word.startsWith("-")) {
            throw new IllegalArgumentException("grpcurl's option %s is not known".formatted(word));
          }
          operands.add(word);
        }
      }
    }
    return new GrpcurlOptions(
        plaintext, authority, certificate, key, headers, data, seconds, operands);
  }

  String address() {
    return operands.get(0);
  }

  /** What is asked for: list, describe, or a method. */
  String verb() {
    return operands.get(1);
  }

  /** What list and describe are about; empty for everything. */
  String symbol() {
    return operands.size() > 2 ? operands.get(2) : "";
  }
}
