/** Commands about the server rather than its items. */
@NullMarked
package dev.memfleet.server.command.admin;

import org.jspecify.annotations.NullMarked;
