/** Slab memory: pages, the slab classes that cut them into chunks, and moves between classes. */
@NullMarked
package dev.memfleet.server.store.slab;

import org.jspecify.annotations.NullMarked;
