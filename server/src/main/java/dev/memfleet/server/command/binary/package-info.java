/** The commands of the binary protocol. */
@NullMarked
package dev.memfleet.server.command.binary;

import org.jspecify.annotations.NullMarked;
