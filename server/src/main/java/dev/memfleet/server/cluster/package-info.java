/** The cluster that the server is said to belong to, for clients and agents that discover nodes. */
@NullMarked
package dev.memfleet.server.cluster;

import org.jspecify.annotations.NullMarked;
