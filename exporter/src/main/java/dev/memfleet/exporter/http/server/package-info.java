/** The HTTP listeners: connections and their limits, a router with exact paths, responses. */
@NullMarked
package dev.memfleet.exporter.http.server;

import org.jspecify.annotations.NullMarked;
