/** Slab memory: pages, the classes of chunk they are cut into, and their moves between classes. */
@NullMarked
package dev.memfleet.server.store.slab;

import org.jspecify.annotations.NullMarked;
