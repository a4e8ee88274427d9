/** Tests of counters and tables. */
@NullMarked
package dev.memfleet.server.stats;

import org.jspecify.annotations.NullMarked;
