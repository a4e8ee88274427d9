@NullMarked
package dev.memfleet.server.memory;

import org.jspecify.annotations.NullMarked;
