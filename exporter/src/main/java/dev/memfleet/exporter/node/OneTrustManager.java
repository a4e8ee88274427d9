package dev.memfleet.exporter.node;

import java.security.KeyStore;
import java.security.Security;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;
import org.jspecify.annotations.Nullable;

/** A factory of a single trust manager. The one of Vert.x needs SLF4J. */
public final class OneTrustManager extends TrustManagerFactory {
  public OneTrustManager(TrustManager manager) {
    super(
        new TrustManagerFactorySpi() {
          @Override
          protected void engineInit(@Nullable KeyStore unused) {}

          @Override
          protected void engineInit(ManagerFactoryParameters unused) {}

          @Override
          protected TrustManager[] engineGetTrustManagers() {
            return new TrustManager[] {manager};
          }
        },
        Security.getProviders("TrustManagerFactory.PKIX")[0],
        "PKIX");
  }
}
