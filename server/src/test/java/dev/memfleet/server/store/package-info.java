@NullMarked
package dev.memfleet.server.store;

import org.jspecify.annotations.NullMarked;
