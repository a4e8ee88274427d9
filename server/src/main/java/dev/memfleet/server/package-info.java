/** The reference cache server speaks memcached's protocol. */
@NullMarked
package dev.memfleet.server;

import org.jspecify.annotations.NullMarked;
