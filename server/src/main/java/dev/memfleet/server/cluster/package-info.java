/** The cluster that the server announces to clients and agents that discover nodes. */
@NullMarked
package dev.memfleet.server.cluster;

import org.jspecify.annotations.NullMarked;
