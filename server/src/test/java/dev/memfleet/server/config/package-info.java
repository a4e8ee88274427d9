/** Tests of the command line. */
@NullMarked
package dev.memfleet.server.config;

import org.jspecify.annotations.NullMarked;
