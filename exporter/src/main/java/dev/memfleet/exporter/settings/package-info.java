/**
 * What a key of a configuration file is: declared once, it is read, checked, written and
 * documented.
 */
@NullMarked
package dev.memfleet.exporter.settings;

import org.jspecify.annotations.NullMarked;
