/** Options: memcached's command line, as valid records. */
@NullMarked
package dev.memfleet.server.config;

import org.jspecify.annotations.NullMarked;
