/** Users and their passwords. */
@NullMarked
package dev.memfleet.server.auth;

import org.jspecify.annotations.NullMarked;
