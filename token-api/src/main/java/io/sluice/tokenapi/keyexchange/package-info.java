/**
 * Who is in which channel's call, and how the people in it hand each other keys that this server cannot read. Socket.IO brings the events
 * ({@code server.socketio}); nothing here knows more of it than its event names.
 */
@NullMarked
package io.sluice.tokenapi.keyexchange;

import org.jspecify.annotations.NullMarked;
