/** Nodes from pages in Prometheus' http_sd format. */
@NullMarked
package dev.memfleet.exporter.discovery.http;

import org.jspecify.annotations.NullMarked;
