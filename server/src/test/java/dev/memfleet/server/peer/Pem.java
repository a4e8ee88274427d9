package dev.memfleet.server.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Keys and certificates that openssl makes in a folder: {@code NAME.key} and {@code NAME.pem}. */
public final class Pem {
  /** How openssl makes a key, in the forms that people have. */
  public enum Kind {
    RSA_PKCS8("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048"),
    RSA_PKCS1("genrsa -traditional"),
    EC_PKCS8("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256"),
    EC_SEC1("ecparam -name secp384r1 -genkey -noout"),
    EC_AFTER_PARAMETERS("ecparam -name prime256v1 -genkey");

    private final String command;

    Kind(String command) {
      this.command = command;
    }
  }

  private static final char[] PASSWORD = "password".toCharArray();

  private final Path folder;

  public Pem(Path folder) {
    this.folder = folder;
  }

  /** The path of a key or a certificate. */
  public String path(String file) {
    return folder.resolve(file).toString();
  }

  /** Makes an authority. */
  public Pem authority(String name) {
    openssl(Kind.EC_PKCS8.command + " -out %s.key", name);
    openssl("req -x509 -new -key %1$s.key -days 30 -subj /CN=%1$s -out %1$s.pem", name);
    return this;
  }

  /** Makes a certificate that this authority signs, valid for these days. */
  public Pem issue(String authority, String name, Kind kind, int days) {
    openssl(kind.command + " -out %s.key", name);
    openssl("req -new -key %1$s.key -subj /CN=%1$s -out %1$s.csr", name);
    openssl(
        "x509 -req -in %1$s.csr -CA %2$s.pem -CAkey %2$s.key -CAcreateserial -days %3$d -out"
            + " %1$s.pem",
        name, authority, days);
    return this;
  }

  public Pem issue(String authority, String name) {
    return issue(authority, name, Kind.EC_PKCS8, 30);
  }

  private void openssl(String arguments, Object... values) {
    String[] words = ("openssl " + String.format(Locale.ROOT, arguments, values)).split(" ", -1);
    try {
      Process process =
          new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(List.of(words) + ": " + output);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A client that trusts this authority, and shows a certificate unless its name is empty. */
  public SSLContext client(String authority, String name) throws IOException {
    try {
      KeyStore trusted = emptyStore();
      try (InputStream in = Files.newInputStream(folder.resolve(authority + ".pem"))) {
        trusted.setCertificateEntry(
            "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(name.isEmpty() ? emptyStore() : own(name), PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private KeyStore own(String name) throws GeneralSecurityException, IOException {
    openssl(
        "pkcs12 -export -in %1$s.pem -inkey %1$s.key -passout pass:password -out %1$s.p12", name);
    return KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD);
  }

  /** A client that trusts every server. */
  public static SSLContext trustingAll() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new AnyServer()}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static final class AnyServer implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
