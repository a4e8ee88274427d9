/** The HTTP listeners: connections and their limits, one router with exact paths, answers. */
@NullMarked
package dev.memfleet.exporter.http.server;

import org.jspecify.annotations.NullMarked;
