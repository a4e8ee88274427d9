/** The cluster configuration that clients and agents use to discover nodes. */
@NullMarked
package dev.memfleet.server.cluster;

import org.jspecify.annotations.NullMarked;
