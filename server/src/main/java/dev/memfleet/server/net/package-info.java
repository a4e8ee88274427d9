/** Sockets: one Vert.x event loop per worker accepts, decodes and flushes. */
@NullMarked
package dev.memfleet.server.net;

import org.jspecify.annotations.NullMarked;
