/** The TCP port that clients know: health, signalling over WebSocket, and in development the meeting page. */
@org.jspecify.annotations.NullMarked
package io.sluice.server.http;
