package dev.memfleet.server.net.tls;

import dev.memfleet.server.config.TlsOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/** The certificate chain and private key of the server: RSA or EC, in PKCS#8, PKCS#1 or SEC 1. */
final class Identity {
  private static final String ENCRYPTED = "ENCRYPTED";

  private final Vertx vertx;
  private final String chain;
  private final String key;

  Identity(Vertx vertx, TlsOptions options) {
    this.vertx = vertx;
    chain = options.chain();
    key = options.key().isEmpty() ? chain : options.key();
  }

  /**
   * Loads and checks the certificate chain and the key.
   *
   * @throws IOException if a file cannot be used, or the key does not match the certificate
   */
  KeyManagerFactory keys() throws IOException {
    Buffer chainText = read(chain, "certificate chain");
    Buffer keyText = read(key, "key");
    if (keyText.toString().contains(ENCRYPTED)) {
      throw failed("key", key, "it is encrypted (expected a key without passphrase)", null);
    }
    check(chainText.toString().contains("BEGIN CERTIFICATE"), chain, "certificate chain");
    check(keyText.toString().contains("PRIVATE KEY-----"), key, "key");
    KeyManagerFactory keys;
    try {
      keys =
          new PemKeyCertOptions()
              .setCertValue(chainText)
              .setKeyValue(keyText)
              .getKeyManagerFactory(vertx);
    } catch (Exception e) { // declared by getKeyManagerFactory
      throw failed("key or certificate chain", key + ", " + chain, e.getMessage(), e);
    }
    checkPair((X509KeyManager) keys.getKeyManagers()[0]);
    return keys;
  }

  private static Buffer read(String file, String what) throws IOException {
    try {
      return Buffer.buffer(Files.readAllBytes(Path.of(file)));
    } catch (NoSuchFileException e) {
      throw failed(what, file, "no such file", e);
    } catch (IOException e) {
      throw failed(what, file, e.toString(), e);
    }
  }

  private static void check(boolean present, String file, String what) throws IOException {
    if (!present) {
      throw failed(what, file, "no " + what + " in the file (expected PEM)", null);
    }
  }

  private static IOException failed(
      String what, String file, @Nullable String reason, @Nullable Throwable cause) {
    return new IOException("Error loading the " + what + ": " + file + ": " + reason, cause);
  }

  /** Checks that the certificate verifies a signature of the key. */
  private void checkPair(X509KeyManager pair) throws IOException {
    for (String type : new String[] {"RSA", "EC"}) {
      String[] aliases = pair.getServerAliases(type, null);
      if (aliases != null && aliases.length > 0) {
        boolean fits;
        try {
          fits = fits(pair, aliases[0], type);
        } catch (GeneralSecurityException e) {
          throw failed("key", key, e.getMessage(), e);
        }
        if (!fits) {
          throw failed("key", key, "it does not belong to the certificate in " + chain, null);
        }
      }
    }
  }

  private static boolean fits(X509KeyManager pair, String alias, String type)
      throws GeneralSecurityException {
    PrivateKey key = pair.getPrivateKey(alias);
    if (!key.getAlgorithm().equals(type)) {
      return false;
    }
    Signature signature =
        Signature.getInstance(type.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
    signature.initSign(key);
    byte[] signed = signature.sign();
    signature.initVerify(pair.getCertificateChain(alias)[0]);
    return signature.verify(signed);
  }
}
