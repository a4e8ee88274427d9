/** What each request does to the store, and what it is answered. */
@NullMarked
package dev.memfleet.server.command;

import org.jspecify.annotations.NullMarked;
