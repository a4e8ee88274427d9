/** Whole processes measured from outside, against a real memcached. */
@NullMarked
package dev.memfleet.exporter.bench;

import org.jspecify.annotations.NullMarked;
