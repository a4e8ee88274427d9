/** Watching what happens in the server. */
@NullMarked
package dev.memfleet.server.command.watch;

import org.jspecify.annotations.NullMarked;
