package io.sluice.server.node;

import io.netty.channel.EventLoopGroup;
import io.sluice.config.RtcConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.server.net.EventLoops;
import io.sluice.server.net.FreePorts;
import io.sluice.server.net.HostAddresses;
import io.sluice.server.net.MediaLoop;
import io.sluice.server.net.TcpPort;
import io.sluice.transport.dtls.DtlsCertificate;
import io.sluice.transport.ice.HostCandidates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The media loops with their sockets. */
final class MediaPlane {
    private final EventLoopGroup group;
    private final List<MediaLoop> loops = new ArrayList<>();
    private final List<Integer> udpPorts = new ArrayList<>();
    private List<InetAddress> addresses = List.of();
    private @Nullable TcpPort tcpPort;

    private MediaPlane(EventLoopGroup group) {
        this.group = group;
    }

    /**
     * Binds everything.
     *
     * @param tcpGroup whose threads read the ICE-TCP connections
     * @throws IOException when an address is missing or a port is taken
     */
    static MediaPlane start(
            SluiceConfig config, DtlsCertificate certificate, SecureRandom random, EventLoopGroup tcpGroup)
            throws IOException {
        int count = loops(config);
        MediaPlane plane = new MediaPlane(EventLoops.group("media", count));
        try {
            plane.bind(config, count, certificate, random, tcpGroup);
            return plane;
        } catch (IOException | RuntimeException e) {
            plane.close();
            throw e;
        }
    }

    /** A loop needs a port of its own, so there are no more loops than ports. */
    private static int loops(SluiceConfig config) {
        int wanted = config.engine().mediaLoops();
        return Math.min(
                wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors(),
                config.rtc().udpPorts().range().size());
    }

    private void bind(
            SluiceConfig config, int count, DtlsCertificate certificate, SecureRandom random, EventLoopGroup tcpGroup)
            throws IOException {
        RtcConfig rtc = config.rtc();
        List<InetAddress> local = HostAddresses.of(rtc.candidateFilter(), rtc.enableLoopbackCandidate());
        if (local.isEmpty()) {
            throw new IOException("no address of this machine may be used for media: see rtc.interfaces, rtc.ips and"
                    + " rtc.enable_loopback_candidate");
        }
        List<InetAddress> told = HostAddresses.told(local, rtc.nodeAddresses());
        addresses = told;
        FreePorts free = new FreePorts(rtc.udpPorts());
        List<InetSocketAddress> tcp = rtc.tcpPort() == 0 ? List.of() : at(told, rtc.tcpPort());
        for (int i = 0; i < count; i++) {
            Transports[] transports = new Transports[1];
            MediaLoop loop = new MediaLoop(
                    group.next(),
                    made -> transports[0] =
                            new Transports(made.demux(), made.executor(), certificate, random, config.engine()));
            int port = free.bind(loop, local);
            transports[0].candidates(HostCandidates.of(at(told, port), tcp));
            loops.add(loop);
            udpPorts.add(port);
        }
        if (rtc.tcpPort() != 0) {
            tcpPort = new TcpPort(tcpGroup, loops, at(local, rtc.tcpPort()));
        }
    }

    private static List<InetSocketAddress> at(List<InetAddress> addresses, int port) {
        return addresses.stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    List<MediaLoop> loops() {
        return loops;
    }

    /** One for each loop. */
    List<Integer> udpPorts() {
        return udpPorts;
    }

    /** Told to peers. */
    List<String> addresses() {
        return addresses.stream().map(InetAddress::getHostAddress).toList();
    }

    void close() {
        if (tcpPort != null) {
            tcpPort.close();
        }
        loops.forEach(MediaLoop::close);
        group.shutdownGracefully(0, 500, TimeUnit.MILLISECONDS).awaitUninterruptibly(1000);
    }
}
