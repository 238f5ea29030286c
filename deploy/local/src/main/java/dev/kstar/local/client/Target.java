package dev.kstar.local.client;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A service, and what is shown to it. */
public record Target(Address address, Keys keys) {
  /**
   * A new channel; the caller shuts it down.
   *
   * @throws UncheckedIOException in the user's words when a file of the keys cannot be used
   */
  ManagedChannel channel() {
    try {
      return NettyChannelBuilder.forAddress(address.host(), address.port(), keys.credentials())
          .intercept(keys.header())
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException("the files for TLS cannot be used: " + e.getMessage(), e);
    }
  }
}
