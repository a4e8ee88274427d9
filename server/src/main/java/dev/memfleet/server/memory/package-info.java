/** Raw memory, and the bytes and decimal numbers in it. */
@NullMarked
package dev.memfleet.server.memory;

import org.jspecify.annotations.NullMarked;
