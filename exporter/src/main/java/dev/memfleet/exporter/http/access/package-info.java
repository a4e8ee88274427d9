/** Access to the pages: TLS, client certificates, logins and the rate limit. */
@NullMarked
package dev.memfleet.exporter.http.access;

import org.jspecify.annotations.NullMarked;
