/** Recorded exchanges as data, and their replay against our server and memcached. */
@NullMarked
package dev.memfleet.server.transcript;

import org.jspecify.annotations.NullMarked;
