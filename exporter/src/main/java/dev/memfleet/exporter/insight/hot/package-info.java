/** The most frequent keys, counted in bounded memory. */
@NullMarked
package dev.memfleet.exporter.insight.hot;

import org.jspecify.annotations.NullMarked;
