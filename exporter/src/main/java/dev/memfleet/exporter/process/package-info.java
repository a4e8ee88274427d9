/** Metrics of a local memcached process, found by its pid file. */
@NullMarked
package dev.memfleet.exporter.process;

import org.jspecify.annotations.NullMarked;
