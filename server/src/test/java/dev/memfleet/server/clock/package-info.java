@NullMarked
package dev.memfleet.server.clock;

import org.jspecify.annotations.NullMarked;
