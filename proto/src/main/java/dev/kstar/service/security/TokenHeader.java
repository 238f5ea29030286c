package dev.kstar.service.security;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Sends the token with every call; one from a file is read each time, so that it can be replaced.
 */
final class TokenHeader implements ClientInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Optional<Path> file;
  private final Optional<String> token;

  /** The file's token counts, if there is a file. */
  TokenHeader(Optional<Path> file, Optional<String> token) {
    this.file = file;
    this.token = token;
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<R> responses, Metadata headers) {
        headers.put(AUTHORIZATION, "Bearer " + token());
        super.start(responses, headers);
      }
    };
  }

  private String token() {
    if (file.isEmpty()) {
      return token.orElseThrow();
    }
    try {
      return Files.readString(file.get()).strip();
    } catch (IOException e) {
      throw Status.UNAUTHENTICATED
          .withDescription("kstar.client.token-file cannot be read: " + file.get())
          .withCause(e)
          .asRuntimeException();
    }
  }
}
