/** Clocks that count seconds as memcached does. */
@NullMarked
package dev.memfleet.server.clock;

import org.jspecify.annotations.NullMarked;
