/**
 * Keys of configuration files: each is declared once, and read, checked, written and documented
 * from that declaration.
 */
@NullMarked
package dev.memfleet.exporter.settings;

import org.jspecify.annotations.NullMarked;
