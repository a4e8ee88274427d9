/** The meta commands. */
@NullMarked
package dev.memfleet.server.command.meta;

import org.jspecify.annotations.NullMarked;
