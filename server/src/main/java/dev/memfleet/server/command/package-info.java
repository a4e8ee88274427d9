/** Maps each request to its command. */
@NullMarked
package dev.memfleet.server.command;

import org.jspecify.annotations.NullMarked;
