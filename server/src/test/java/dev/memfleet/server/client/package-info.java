/** Programs and libraries that people use with memcached, run against our server and memcached. */
@NullMarked
package dev.memfleet.server.client;

import org.jspecify.annotations.NullMarked;
