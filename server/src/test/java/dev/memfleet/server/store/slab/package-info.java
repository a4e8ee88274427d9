@NullMarked
package dev.memfleet.server.store.slab;

import org.jspecify.annotations.NullMarked;
