/** The segmented LRU, and the threads that move, expire and dump its items. */
@NullMarked
package dev.memfleet.server.store.lru;

import org.jspecify.annotations.NullMarked;
