/** What happens in the server, as lines for watchers. */
@NullMarked
package dev.memfleet.server.watch;

import org.jspecify.annotations.NullMarked;
