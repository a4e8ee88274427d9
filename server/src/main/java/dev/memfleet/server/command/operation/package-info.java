/** What the commands of all protocols do to items, and how it counts. */
@NullMarked
package dev.memfleet.server.command.operation;

import org.jspecify.annotations.NullMarked;
