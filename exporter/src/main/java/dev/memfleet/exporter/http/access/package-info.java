/** Who may see the pages, and how they are encrypted: TLS, logins and the rate limit. */
@NullMarked
package dev.memfleet.exporter.http.access;

import org.jspecify.annotations.NullMarked;
