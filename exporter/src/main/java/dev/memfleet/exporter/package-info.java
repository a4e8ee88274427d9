/** The agent polls every memcached node and answers Prometheus. */
@NullMarked
package dev.memfleet.exporter;

import org.jspecify.annotations.NullMarked;
