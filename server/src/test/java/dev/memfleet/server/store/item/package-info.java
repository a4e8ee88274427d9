@NullMarked
package dev.memfleet.server.store.item;

import org.jspecify.annotations.NullMarked;
