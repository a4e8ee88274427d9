/** Logins: a {@code set} with user and password in text, SASL in binary. */
@NullMarked
package dev.memfleet.server.command.login;

import org.jspecify.annotations.NullMarked;
