/** Values that nobody may see. */
@NullMarked
package dev.memfleet.exporter.secret;

import org.jspecify.annotations.NullMarked;
