/** Tests of the decoder and what it reads. */
@NullMarked
package dev.memfleet.server.protocol;

import org.jspecify.annotations.NullMarked;
