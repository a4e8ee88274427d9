@NullMarked
package dev.memfleet.exporter.catalog;

import org.jspecify.annotations.NullMarked;
