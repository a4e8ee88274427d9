/** What the server tells of its cluster. */
@NullMarked
package dev.memfleet.server.cluster;

import org.jspecify.annotations.NullMarked;
