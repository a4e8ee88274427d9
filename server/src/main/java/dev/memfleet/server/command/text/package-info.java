/** The text commands: retrieval, storage, arithmetic, delete and touch. */
@NullMarked
package dev.memfleet.server.command.text;

import org.jspecify.annotations.NullMarked;
