/** Tests of the whole server. */
@NullMarked
package dev.memfleet.server;

import org.jspecify.annotations.NullMarked;
