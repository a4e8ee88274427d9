/** Commands, tried without a connection. */
@NullMarked
package dev.memfleet.server.command;

import org.jspecify.annotations.NullMarked;
