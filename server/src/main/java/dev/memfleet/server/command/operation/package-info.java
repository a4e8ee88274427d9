/** Operations on items and their counters, shared by the commands of all protocols. */
@NullMarked
package dev.memfleet.server.command.operation;

import org.jspecify.annotations.NullMarked;
