package dev.kstar.local.secured;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate that signs itself, and its key, as PEM files. The JDK's own keytool makes it.
 *
 * @param certificate is trusted where it is listed
 */
record TestCertificate(Path certificate, Path key) {
  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "own";
  private static final int PATIENCE_SECONDS = 120;

  /**
   * @param file name of the files
   */
  static TestCertificate make(Path folder, String file, String commonName)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve(file + ".p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=" + commonName,
            "-ext",
            "SAN=dns:localhost,ip:127.0.0.1",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            store.toString());
    Process keytool = new ProcessBuilder(command).inheritIO().start();
    if (!keytool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new AssertionError("keytool has made no certificate");
    }
    return inPem(folder, file, KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()));
  }

  private static TestCertificate inPem(Path folder, String file, KeyStore store)
      throws IOException, GeneralSecurityException {
    return new TestCertificate(
        pem(folder.resolve(file + ".crt"), "CERTIFICATE", store.getCertificate(ALIAS).getEncoded()),
        pem(
            folder.resolve(file + ".key"),
            "PRIVATE KEY",
            store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
  }

  private static Path pem(Path file, String what, byte[] bytes) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what));
  }
}
