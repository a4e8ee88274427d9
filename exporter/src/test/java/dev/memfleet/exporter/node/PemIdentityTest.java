package dev.memfleet.exporter.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.certificate.OpensslKeys;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PemIdentityTest {
  private static final String NO_KEY =
      "no private key (expected a PEM block PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE KEY)";

  @TempDir Path folder;

  /** That the key is the certificate's is checked by a signature. */
  @ParameterizedTest
  @EnumSource
  void identity_isReadInEveryForm_alsoFromOneFile(OpensslKeys kind) throws Exception {
    kind.write(folder, "own.test");
    byte[] certificate = Files.readAllBytes(folder.resolve("own.pem"));
    byte[] key = Files.readAllBytes(folder.resolve("own.key"));
    assertThat(PemIdentity.of(certificate, key).certificate().getSubjectX500Principal().getName())
        .isEqualTo("CN=own.test");
    for (byte[] both : new byte[][] {joined(certificate, key), joined(key, certificate)}) {
      PemIdentity one = PemIdentity.of(both, both);
      X509ExtendedKeyManager keys = (X509ExtendedKeyManager) one.keys().getKeyManagers()[0];
      assertThat(keys.getPrivateKey("own")).isEqualTo(PemKey.parse(key));
    }
  }

  private static byte[] joined(byte[] one, byte[] other) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(one);
    both.write('\n');
    both.writeBytes(other);
    return both.toByteArray();
  }

  @Test
  void chain_isTakenWhole() throws Exception {
    OpensslKeys.P384_SEC1.write(folder, "authority.test");
    byte[] authority = Files.readAllBytes(folder.resolve("own.pem"));
    OpensslKeys.ED25519.write(folder, "own.test");
    byte[] certificate = Files.readAllBytes(folder.resolve("own.pem"));
    PemIdentity identity =
        PemIdentity.of(
            joined(certificate, authority), Files.readAllBytes(folder.resolve("own.key")));
    X509ExtendedKeyManager keys = (X509ExtendedKeyManager) identity.keys().getKeyManagers()[0];
    assertThat(keys.getCertificateChain("own")).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("dev.memfleet.exporter.certificate.OpensslKeys#encrypted")
  void encryptedKey_isSaidToBeOne(String command) throws Exception {
    OpensslKeys.openssl(folder, command);
    byte[] key = Files.readAllBytes(folder.resolve("own.key"));
    assertThatThrownBy(() -> PemKey.parse(key))
        .hasMessage("the key is encrypted (expected one without a passphrase)");
  }

  @Test
  void otherKey_isSaidToBeOne() throws Exception {
    OpensslKeys.ED25519.write(folder, "one.test");
    byte[] certificate = Files.readAllBytes(folder.resolve("own.pem"));
    OpensslKeys.P256_PKCS8.write(folder, "other.test");
    byte[] key = Files.readAllBytes(folder.resolve("own.key"));
    assertThatThrownBy(() -> PemIdentity.of(certificate, key))
        .hasMessage("the private key does not match the certificate");
  }

  @Test
  void keyThatSignsNothing_isSaidToBeUnknown() throws Exception {
    OpensslKeys.openssl(folder, "genpkey -algorithm X25519 -out own.key");
    byte[] key = Files.readAllBytes(folder.resolve("own.key"));
    assertThatThrownBy(() -> PemKey.parse(key))
        .hasMessage("unsupported type of key (expected RSA, EC, Ed25519 or Ed448)");
  }

  @Test
  void fileWithoutAKey_isRefused_andShowsNothingOfItself() {
    for (String text :
        new String[] {
          "", "hunter2", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
        }) {
      assertThatThrownBy(() -> PemKey.parse(text.getBytes(US_ASCII))).hasMessage(NO_KEY);
    }
    for (String body : new String[] {"", "AAAA", "MAAA", "MIIB", "hunter2hunter2x", "A"}) {
      for (String kind : new String[] {"", "RSA ", "EC "}) {
        String pem =
            "-----BEGIN %1$sPRIVATE KEY-----\n%2$s\n-----END %1$sPRIVATE KEY-----\n"
                .formatted(kind, body);
        assertThatThrownBy(() -> PemKey.parse(pem.getBytes(US_ASCII)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageNotContaining("hunter2");
      }
    }
  }

  @Test
  void fileWithoutACertificate_isRefused() {
    assertThatThrownBy(() -> PemCertificates.parse("hunter2".getBytes(US_ASCII)))
        .hasMessage("no certificate (expected a PEM block CERTIFICATE)");
    String malformed = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    assertThatThrownBy(() -> PemCertificates.parse(malformed.getBytes(US_ASCII)))
        .hasMessage("certificate 1 of the file is malformed");
  }
}
