/** Options: parses memcached's command line into validated records. */
@NullMarked
package dev.memfleet.server.config;

import org.jspecify.annotations.NullMarked;
