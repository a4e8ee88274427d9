/** The cluster's configuration, as clients ask for it. */
@NullMarked
package dev.memfleet.server.cluster;

import org.jspecify.annotations.NullMarked;
