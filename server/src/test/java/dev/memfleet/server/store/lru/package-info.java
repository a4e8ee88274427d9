@NullMarked
package dev.memfleet.server.store.lru;

import org.jspecify.annotations.NullMarked;
