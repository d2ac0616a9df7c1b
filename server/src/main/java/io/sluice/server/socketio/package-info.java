/**
 * Socket.IO (protocol 5) over Engine.IO (protocol 4) on the node's own HTTP port, as far as the stock client and the events of
 * {@code io.sluice.tokenapi.keyexchange} need it. Why it is not a library: docs/adr/0008-socket-io-on-the-one-port.md.
 *
 * <p>From the bottom: {@code EngineServer} is the HTTP route, {@code EngineSession} one client's message pipe over long polling or a
 * WebSocket, {@code PacketCodec} the packets in it, {@code SocketIoConnection} the namespaces that one client is in.
 */
@NullMarked
package io.sluice.server.socketio;

import org.jspecify.annotations.NullMarked;
