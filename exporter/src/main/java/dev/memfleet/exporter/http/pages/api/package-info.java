/** {@code /api/v1}: the status of the fleet for scripts, as JSON and as CSV. */
@NullMarked
package dev.memfleet.exporter.http.pages.api;

import org.jspecify.annotations.NullMarked;
