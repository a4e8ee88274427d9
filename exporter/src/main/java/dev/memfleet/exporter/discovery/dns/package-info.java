/** Nodes from DNS records. */
@NullMarked
package dev.memfleet.exporter.discovery.dns;

import org.jspecify.annotations.NullMarked;
