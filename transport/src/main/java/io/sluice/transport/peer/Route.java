package io.sluice.transport.peer;

import io.sluice.transport.ice.IcePath;
import java.net.InetSocketAddress;

/**
 * The entry of one remote address at one local socket: whose datagrams those are. Before {@link IcePath#valid} it is only a place where we
 * ourselves send checks to, and gives way to anyone who proves more.
 *
 * @param inlet where the datagrams arrive
 * @param remote canonical; the key in the inlet
 * @param owner who gets them
 * @param path what the owner's ICE agent knows of it
 */
record Route(Inlet inlet, InetSocketAddress remote, PeerTransport owner, IcePath path) {}
