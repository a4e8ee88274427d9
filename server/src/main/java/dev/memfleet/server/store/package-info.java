/** The storage engine: items under keys, in slab memory, within a limit. Knows only the JDK. */
@NullMarked
package dev.memfleet.server.store;

import org.jspecify.annotations.NullMarked;
