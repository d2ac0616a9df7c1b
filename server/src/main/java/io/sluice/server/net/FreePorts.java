package io.sluice.server.net;

import io.sluice.config.MediaPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Gives every media loop a UDP port out of the configured range: the first free ones. */
public final class FreePorts {
    private final MediaPorts ports;
    private int next;

    /** Takes ports from this range. */
    public FreePorts(MediaPorts ports) {
        this.ports = ports;
        this.next = ports.range().first();
    }

    /**
     * Binds the next free port.
     *
     * @return the port
     * @throws IOException when there is none left
     */
    public int bind(MediaLoop loop, List<InetAddress> addresses) throws IOException {
        String why = "all are taken by the media loops before";
        while (next <= ports.range().last()) {
            int port = next++;
            try {
                loop.bind(addresses.stream()
                        .map(address -> new InetSocketAddress(address, port))
                        .toList());
                return port;
            } catch (IOException e) {
                if (ports.bindAll()) {
                    throw new IOException(
                            "cannot bind UDP port " + port + " for media (rtc.udp_port): " + e.getMessage(), e);
                }
                why = String.valueOf(e.getMessage());
            }
        }
        throw new IOException("no UDP port of " + ports.range() + " is free on all of " + addresses + ": " + why);
    }
}
