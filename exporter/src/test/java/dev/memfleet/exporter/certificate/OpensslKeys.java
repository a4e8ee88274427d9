package dev.memfleet.exporter.certificate;

import dev.memfleet.exporter.peer.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Keys as openssl, cert-manager and Go write them, each with a certificate that openssl signs. */
public enum OpensslKeys {
  RSA_PKCS8("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out own.key"),
  RSA_PKCS1("genrsa -traditional -out own.key 2048"),
  RSA_PSS("genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out own.key"),
  P256_PKCS8("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out own.key"),
  P384_PKCS8("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out own.key"),
  P521_PKCS8("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521 -out own.key"),
  P256_SEC1_AFTER_PARAMETERS("ecparam -name prime256v1 -genkey -out own.key"),
  P384_SEC1("ecparam -name secp384r1 -genkey -noout -out own.key"),
  P521_SEC1("ecparam -name secp521r1 -genkey -noout -out own.key"),
  ED25519("genpkey -algorithm ED25519 -out own.key"),
  ED448("genpkey -algorithm ED448 -out own.key"),
  CARRIAGE_RETURNS(P256_PKCS8.command),
  LEADING_TEXT(RSA_PKCS1.command),
  NO_LAST_LINE_END(ED25519.command);

  private final String command;

  OpensslKeys(String command) {
    this.command = command;
  }

  private String changed(String pem) {
    if (this == CARRIAGE_RETURNS) {
      return pem.replace("\n", "\r\n");
    }
    if (this == LEADING_TEXT) {
      return "Bag Attributes\n    friendlyName: own\n" + pem;
    }
    return this == NO_LAST_LINE_END ? pem.strip() : pem;
  }

  /** A key that needs a passphrase, in each form. */
  public static Stream<String> encrypted() {
    return Stream.of(
        "genrsa -aes128 -passout pass:secret -out own.key 2048",
        "genrsa -traditional -aes128 -passout pass:secret -out own.key 2048",
        "genpkey -algorithm ED25519 -aes256 -pass pass:secret -out own.key");
  }

  /** Writes {@code own.key} and {@code own.pem} of a name, which also is its own authority. */
  public void write(Path folder, String name) {
    openssl(folder, command);
    openssl(
        folder,
        "req -x509 -new -key own.key -days 30 -subj /CN=%1$s -addext subjectAltName=DNS:%1$s -out own.pem"
            .formatted(name));
    for (String file : new String[] {"own.key", "own.pem"}) {
      change(folder.resolve(file));
    }
  }

  private void change(Path file) {
    try {
      Files.writeString(file, changed(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void openssl(Path folder, String arguments) {
    Command done =
        Command.run(
            folder,
            Stream.concat(Stream.of("openssl"), List.of(arguments.split(" ", -1)).stream())
                .toList());
    if (done.status() != 0) {
      throw new IllegalStateException(done.output());
    }
  }
}
