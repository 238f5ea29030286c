package dev.kstar.local.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a caller shows to be let in. Never printed.
 *
 * @param token to send along, if any
 * @param tls whether to speak TLS
 * @param authority certificates to trust instead of the JVM's, in PEM
 * @param certificate the caller's own, in PEM; its key is then there as well
 */
public record Keys(
    Optional<String> token,
    boolean tls,
    Optional<Path> authority,
    Optional<Path> certificate,
    Optional<Path> key) {
  /** The environment variable that may hold the token. */
  public static final String VARIABLE = "KSTAR_TOKEN";

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  /** The token of the environment, if there is one, and no TLS. */
  public static Keys ofEnvironment() {
    return new Keys(
        Optional.ofNullable(System.getenv(VARIABLE)).filter(token -> !token.isBlank()),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * @throws IOException when a file cannot be read or is no PEM
   */
  ChannelCredentials credentials() throws IOException {
    if (!tls) {
      return InsecureChannelCredentials.create();
    }
    TlsChannelCredentials.Builder credentials = TlsChannelCredentials.newBuilder();
    if (authority.isPresent()) {
      credentials.trustManager(authority.get().toFile());
    }
    if (certificate.isPresent()) {
      credentials.keyManager(certificate.get().toFile(), key.orElseThrow().toFile());
    }
    return credentials.build();
  }

  /** Sends the token, if there is one, with every call. */
  ClientInterceptor header() {
    return new ClientInterceptor() {
      @Override
      public <Q, R> ClientCall<Q, R> interceptCall(
          MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
          @Override
          public void start(Listener<R> responses, Metadata headers) {
            token.ifPresent(text -> headers.put(AUTHORIZATION, "Bearer " + text));
            super.start(responses, headers);
          }
        };
      }
    };
  }

  @Override
  public String toString() {
    return "Keys";
  }
}
