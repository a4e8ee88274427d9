/** Tests of watchers. */
@NullMarked
package dev.memfleet.server.watch;

import org.jspecify.annotations.NullMarked;
