package dev.kstar.local.process;

import dev.kstar.local.job.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Finds ports that nobody listens on. */
final class FreePorts {
  private FreePorts() {}

  /** Distinct loopback ports that are free now; somebody else may still be faster to take one. */
  static Ports find() {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      int[] free = held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
      return new Ports(free[0], free[1], free[2], free[3], free[4]);
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on the loopback interface", e);
    } finally {
      held.forEach(FreePorts::close);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
