/** Cache servers in their own processes, and a client that speaks to them in raw bytes. */
@NullMarked
package dev.memfleet.server.peer;

import org.jspecify.annotations.NullMarked;
