/** Events of the server, and the lines that watchers receive. */
@NullMarked
package dev.memfleet.server.watch;

import org.jspecify.annotations.NullMarked;
