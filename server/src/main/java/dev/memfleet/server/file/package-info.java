/** Files that are reloaded after a change. */
@NullMarked
package dev.memfleet.server.file;

import org.jspecify.annotations.NullMarked;
