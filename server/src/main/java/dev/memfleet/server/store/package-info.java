/**
 * The storage engine: items by key, in slab memory, within a limit. Depends only on the JDK, raw
 * memory and clocks.
 */
@NullMarked
package dev.memfleet.server.store;

import org.jspecify.annotations.NullMarked;
