/** Which command answers which request. */
@NullMarked
package dev.memfleet.server.command;

import org.jspecify.annotations.NullMarked;
