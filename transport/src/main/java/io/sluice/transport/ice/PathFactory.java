package io.sluice.transport.ice;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A local socket as the place where paths start. Called once per remote address, never per packet. */
public interface PathFactory {
    /** A new path to a remote address, or null if this socket cannot reach it (other address family, or a connection to someone else). */
    @Nullable
    Path open(InetSocketAddress remote);
}
