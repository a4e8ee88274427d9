/** Load generation, and comparisons of our server with memcached under the same load. */
@NullMarked
package dev.memfleet.server.bench;

import org.jspecify.annotations.NullMarked;
