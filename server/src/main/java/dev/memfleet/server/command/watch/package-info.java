/** The {@code watch} command, which streams events of the server to the client. */
@NullMarked
package dev.memfleet.server.command.watch;

import org.jspecify.annotations.NullMarked;
