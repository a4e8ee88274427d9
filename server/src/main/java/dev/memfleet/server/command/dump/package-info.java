/** Listings of items, sent at the rate at which the client reads. */
@NullMarked
package dev.memfleet.server.command.dump;

import org.jspecify.annotations.NullMarked;
