/** How values are written for people, on terminals and on pages alike. */
@NullMarked
package dev.memfleet.exporter.text;

import org.jspecify.annotations.NullMarked;
