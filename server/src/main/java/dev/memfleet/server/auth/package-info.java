/** Who may log in. */
@NullMarked
package dev.memfleet.server.auth;

import org.jspecify.annotations.NullMarked;
