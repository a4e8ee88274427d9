/** Requests of clients that read, and store what was missing: generated, and sent to memcached. */
@NullMarked
package dev.memfleet.exporter.load;

import org.jspecify.annotations.NullMarked;
