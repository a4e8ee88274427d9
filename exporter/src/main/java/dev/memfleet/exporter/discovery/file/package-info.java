/** Nodes from files in Prometheus' file_sd format. */
@NullMarked
package dev.memfleet.exporter.discovery.file;

import org.jspecify.annotations.NullMarked;
