/** The segmented LRU: which items stay, and the threads that age, expire and dump them. */
@NullMarked
package dev.memfleet.server.store.lru;

import org.jspecify.annotations.NullMarked;
