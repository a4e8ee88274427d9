/** Commands, tried without a connection. */
@NullMarked
package dev.memfleet.server.command.dump;

import org.jspecify.annotations.NullMarked;
