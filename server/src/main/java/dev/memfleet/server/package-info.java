/** The reference cache server, which speaks memcached's protocol. */
@NullMarked
package dev.memfleet.server;

import org.jspecify.annotations.NullMarked;
