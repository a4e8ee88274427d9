/** The most frequent of many keys, counted in bounded memory. */
@NullMarked
package dev.memfleet.exporter.insight.hot;

import org.jspecify.annotations.NullMarked;
