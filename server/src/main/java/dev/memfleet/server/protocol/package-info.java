/** Turns bytes into requests and replies into bytes; depends on neither sockets nor the store. */
@NullMarked
package dev.memfleet.server.protocol;

import org.jspecify.annotations.NullMarked;
