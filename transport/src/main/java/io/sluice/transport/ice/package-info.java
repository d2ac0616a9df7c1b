/**
 * ICE (RFC 8445) as a server needs it: {@link io.sluice.transport.ice.IceAgent} answers checks, as a full agent sends its own, and says
 * which path packets shall take. Local sockets are few and known, so a candidate pair is simply a {@link io.sluice.transport.ice.Path}.
 */
package io.sluice.transport.ice;
