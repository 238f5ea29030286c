package dev.kstar.local.secured;

import dev.kstar.local.api.ApiPage;
import dev.kstar.local.client.Address;
import dev.kstar.local.client.Keys;
import dev.kstar.local.client.Refusal;
import dev.kstar.local.client.Target;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.KafkaClusterConfig;
import io.kroxylicious.testing.kafka.common.KafkaClusterExecutionMode;
import io.kroxylicious.testing.kafka.common.KafkaClusterFactory;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The three packaged services as an operator would run them on a network: a broker that wants a
 * password, TLS, tokens and client certificates, and logs as long as they get.
 */
final class SecuredSystem implements AutoCloseable {
  static final String PASSWORD = "a-password-that-only-Kafka-may-see";

  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);
  private static final long BETWEEN_ATTEMPTS_MS = 200;

  private final Path home = Path.of(System.getProperty("kstar.home", "."));
  private final Map<String, Integer> ports = new HashMap<>();
  private final Map<String, Process> processes = new HashMap<>();
  private final KafkaCluster broker;
  private final Path folder;
  private final Path tokens;
  private final TestCertificate server;
  private final TestCertificate operator;

  /**
   * @param folder for certificates, tokens and logs
   * @param lines of the file of credentials
   * @param clientToken what the evaluator shows to the trainer
   */
  SecuredSystem(Path folder, List<String> lines, String clientToken) throws Exception {
    this.folder = folder;
    tokens = Files.write(folder.resolve("tokens"), lines);
    server = TestCertificate.make(folder, "server", "server");
    operator = TestCertificate.make(folder, "operator", "operator");
    broker =
        KafkaClusterFactory.create(
            KafkaClusterConfig.builder()
                .execMode(KafkaClusterExecutionMode.IN_VM)
                .brokersNum(1)
                .saslMechanism("PLAIN")
                .securityProtocol("SASL_PLAINTEXT")
                .user("kstar", PASSWORD)
                .build());
    broker.start();
    Map<String, String> small =
        Map.of(
            "kstar.model.hidden", "none", "kstar.model.dimensions", "2", "kstar.batch.size", "64");
    start("trainer", small, Map.of());
    start("evaluator", evaluator(), Map.of("KSTAR_CLIENT_TOKEN", clientToken));
    start("ingest", Map.of("kstar.ingest.limit", "20000"), Map.of());
  }

  private Map<String, String> evaluator() throws IOException {
    return Map.of(
        "kstar.evaluator.trainer",
        "127.0.0.1:" + port("trainer"),
        "kstar.client.tls",
        "trainer",
        "quarkus.tls.trainer.trust-store.pem.certs",
        server.certificate().toString());
  }

  private void start(String service, Map<String, String> own, Map<String, String> environment)
      throws IOException {
    Map<String, String> settings = new HashMap<>(own);
    settings.put("quarkus.http.host", "0.0.0.0");
    settings.put("quarkus.http.port", String.valueOf(port(service)));
    settings.put("quarkus.http.insecure-requests", "disabled");
    settings.put("quarkus.tls.key-store.pem.own.cert", server.certificate().toString());
    settings.put("quarkus.tls.key-store.pem.own.key", server.key().toString());
    settings.put("quarkus.tls.trust-store.pem.certs", operator.certificate().toString());
    settings.put("kstar.security.client-certificates", "request");
    settings.put("kstar.security.tokens-file", tokens.toString());
    settings.put("kstar.security.calls-per-second", "20");
    settings.put("kstar.start-timeout", "PT2M");
    settings.put("kafka.bootstrap.servers", broker.getBootstrapServers());
    settings.put("kafka.security.protocol", "SASL_PLAINTEXT");
    settings.put("kafka.sasl.mechanism", "PLAIN");
    settings.put("quarkus.log.level", "DEBUG");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-Dai.djl.offline=true"));
    settings.forEach((setting, value) -> command.add("-D" + setting + "=" + value));
    Path jar = home.resolve(service + "-service/target/quarkus-app/quarkus-run.jar");
    command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log(service).toFile()));
    builder.environment().putAll(environment);
    builder
        .environment()
        .put(
            "KAFKA_SASL_JAAS_CONFIG",
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"kstar\" password=\"%s\";"
                .formatted(PASSWORD));
    processes.put(service, builder.start());
  }

  /** On loopback, as the certificate says. */
  private int port(String service) throws IOException {
    if (!ports.containsKey(service)) {
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        ports.put(service, free.getLocalPort());
      }
    }
    return ports.get(service);
  }

  Target target(String service, Keys keys) {
    return new Target(new Address("127.0.0.1", ports.get(service)), keys);
  }

  /** TLS that trusts the server, and a token. */
  Keys token(String token) {
    return new Keys(
        Optional.of(token),
        true,
        Optional.of(server.certificate()),
        Optional.empty(),
        Optional.empty());
  }

  /** TLS that trusts the server, and a certificate, but no token. */
  Keys certificate(Optional<TestCertificate> own) {
    return new Keys(
        Optional.empty(),
        true,
        Optional.of(server.certificate()),
        own.map(TestCertificate::certificate),
        own.map(TestCertificate::key));
  }

  /** A connection that sends the token; the caller shuts it down. */
  ManagedChannel channel(String service, String token) throws IOException {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    return Grpc.newChannelBuilder(
            "127.0.0.1:" + ports.get(service),
            TlsChannelCredentials.newBuilder().trustManager(server.certificate().toFile()).build())
        .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
        .build();
  }

  /** An example of the page for this system's trainer. */
  ApiPage.Example at(ApiPage.Example example) {
    return example.at("localhost:8102", "localhost:" + ports.get("trainer"));
  }

  TestCertificate operator() {
    return operator;
  }

  void replaceTokens(List<String> lines) throws IOException {
    Path next = Files.write(folder.resolve("tokens.next"), lines);
    Files.move(next, tokens, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Asks until there is an answer. */
  <T> T await(Supplier<T> question) throws InterruptedException, IOException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        return question.get();
      } catch (Refusal e) {
        Optional<String> dead =
            processes.keySet().stream().filter(each -> !processes.get(each).isAlive()).findAny();
        if (dead.isPresent() || System.nanoTime() > end) {
          throw new AssertionError(dead.map(name -> name + " has ended").orElse("no answer"), e);
        }
        Thread.sleep(BETWEEN_ATTEMPTS_MS);
      }
    }
  }

  /** Everything that the services have written. */
  String logs() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String service : processes.keySet()) {
      all.append(Files.readString(log(service)));
    }
    return all.toString();
  }

  private Path log(String service) {
    return folder.resolve(service + ".log");
  }

  @Override
  public void close() throws Exception {
    for (Process process : processes.values()) {
      process.destroyForcibly().waitFor();
    }
    broker.close();
  }
}
