/** Logins, client certificates and limits of the pages. */
@NullMarked
package dev.memfleet.exporter.http.access;

import org.jspecify.annotations.NullMarked;
