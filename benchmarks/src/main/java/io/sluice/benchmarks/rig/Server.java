package io.sluice.benchmarks.rig;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.sluice.benchmarks.publisher.Recording;
import io.sluice.config.MediaPorts;
import io.sluice.config.net.PortRange;
import io.sluice.server.net.EventLoops;
import io.sluice.server.net.FreePorts;
import io.sluice.server.net.MediaLoop;
import io.sluice.sfu.negotiate.ExtensionCatalog;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.subscribe.DownTrack;
import io.sluice.sfu.subscribe.DownTrackSnapshot;
import io.sluice.sfu.track.MediaSettings;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.UplinkSection;
import io.sluice.transport.peer.DropCounts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The server's half of a rig: one media loop of the real server on one UDP port, and on it one published track. */
final class Server implements AutoCloseable {
    private static final MediaPorts PORTS = new MediaPorts(new PortRange(47_000, 47_999), false);
    private static final long TICK_MILLIS = 5;

    private final Security security;
    private final EventLoopGroup group = EventLoops.group("rig-media", 1);
    private final EventLoop eventLoop = group.next();
    private final MediaLoop loop;
    private final InetSocketAddress address;
    private final PublishedTrack track =
            new PublishedTrack("TR_rig", MediaKind.VIDEO, Recording.layerInfos(), (_, _) -> {}, MediaSettings.DEFAULT);
    private final List<ServerLink> links = new ArrayList<>();
    private final List<DownTrack> downTracks = new ArrayList<>();

    Server(Security security) throws IOException {
        this.security = security;
        loop = new MediaLoop(eventLoop, _ -> (_, _, _, _) -> {
            throw new IllegalStateException("a rig has no rooms");
        });
        InetAddress loopback = InetAddress.getLoopbackAddress();
        address = new InetSocketAddress(loopback, new FreePorts(PORTS).bind(loop, List.of(loopback)));
        var unused = eventLoop.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    InetSocketAddress address() {
        return address;
    }

    /** Runs something on the loop's thread and waits for it. */
    <T> T call(Supplier<T> task) {
        return eventLoop.submit(task::get).syncUninterruptibly().getNow();
    }

    /** A participant that sends the track. */
    ServerLink publisher() {
        ServerLink link = link();
        link.uplink.setSections(
                List.of(new UplinkSection(
                        Recording.mid(), track, Recording.codecs(), Recording.rids(), List.of(), List.of())),
                Recording.extensions());
        return link;
    }

    /** A participant that receives it. */
    ServerLink subscriber() {
        ServerLink link = link();
        DownTrack downTrack = link.downlink.add(track, "publisher", loop.nanos());
        if (!downTrack.bind(Recording.codecs(), ExtensionCatalog.offered(MediaKind.VIDEO, false), loop.nanos())) {
            throw new IllegalStateException("not bound");
        }
        downTracks.add(downTrack);
        return link;
    }

    private ServerLink link() {
        ServerLink link = new ServerLink(security.server(address), loop.demux(), loop.executor());
        links.add(link);
        return link;
    }

    /** What the loop has done so far. */
    LoopUsage usage() {
        return call(() -> {
            long in = 0;
            for (ServerLink each : links) {
                in += each.received.getPlain();
            }
            long out = 0;
            long payloadBytes = 0;
            for (DownTrack each : downTracks) {
                DownTrackSnapshot snapshot = each.snapshot();
                out += snapshot.packets();
                payloadBytes += snapshot.bytes();
            }
            return LoopUsage.now(in, out, payloadBytes);
        });
    }

    /** What it threw away so far. */
    DropCounts drops() {
        return call(() -> loop.demux().drops());
    }

    private void tick() {
        long now = loop.nanos();
        for (int i = 0; i < links.size(); i++) {
            links.get(i).tick(now);
        }
        loop.flush();
    }

    @Override
    public void close() {
        call(() -> {
            links.forEach(each -> each.transport.close());
            links.clear();
            loop.flush();
            return true;
        });
        loop.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
