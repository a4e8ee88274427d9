/** Which metric is made of which stat: tables, and the columns and families made of them. */
@NullMarked
package dev.memfleet.exporter.catalog;

import org.jspecify.annotations.NullMarked;
