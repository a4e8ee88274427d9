/** Counters, and the tables that print them in memcached's order. */
@NullMarked
package dev.memfleet.server.stats;

import org.jspecify.annotations.NullMarked;
