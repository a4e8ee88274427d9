/** One stream of commands to our server and to memcached, whose answers and figures must agree. */
@NullMarked
package dev.memfleet.server.differential;

import org.jspecify.annotations.NullMarked;
