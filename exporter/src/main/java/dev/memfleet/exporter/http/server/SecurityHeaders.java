package dev.memfleet.exporter.http.server;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/**
 * Security headers for browsers: scripts and styles come from the agent only, no other page may
 * frame it, and content types are not guessed (sniffed). The web config may override them.
 */
final class SecurityHeaders {
  private static final CharSequence POLICY_NAME =
      HttpHeaders.createOptimized("Content-Security-Policy");
  private static final CharSequence POLICY =
      HttpHeaders.createOptimized(
          "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
              + " frame-ancestors 'none'");
  private static final CharSequence TYPE_NAME =
      HttpHeaders.createOptimized("X-Content-Type-Options");
  private static final CharSequence TYPE = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence FRAME_NAME = HttpHeaders.createOptimized("X-Frame-Options");
  private static final CharSequence FRAME = HttpHeaders.createOptimized("deny");

  private SecurityHeaders() {}

  static void add(MultiMap headers) {
    headers.add(POLICY_NAME, POLICY).add(TYPE_NAME, TYPE).add(FRAME_NAME, FRAME);
  }
}
