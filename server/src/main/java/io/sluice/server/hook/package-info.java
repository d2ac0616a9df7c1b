/** Tells backends what happens: an ordered outbox on disk or in memory, and the HTTP client that empties it. */
package io.sluice.server.hook;
