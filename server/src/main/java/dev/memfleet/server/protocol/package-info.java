/** Bytes to requests and replies to bytes; knows no sockets and no store. */
@NullMarked
package dev.memfleet.server.protocol;

import org.jspecify.annotations.NullMarked;
