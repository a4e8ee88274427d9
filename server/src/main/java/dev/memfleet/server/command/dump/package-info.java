/** Listings of items, sent as the client takes them. */
@NullMarked
package dev.memfleet.server.command.dump;

import org.jspecify.annotations.NullMarked;
