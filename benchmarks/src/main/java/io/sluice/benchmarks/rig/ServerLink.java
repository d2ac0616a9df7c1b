package io.sluice.benchmarks.rig;

import io.sluice.sfu.subscribe.Downlink;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.SourceStream;
import io.sluice.sfu.track.Uplink;
import io.sluice.sfu.track.UplinkListener;
import io.sluice.transport.peer.Demux;
import io.sluice.transport.peer.PeerConfig;
import io.sluice.transport.peer.PeerListener;
import io.sluice.transport.peer.PeerTransport;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** The server's side of one participant: a transport with the media engines on it, put together as in a room. Belongs to the media loop. */
final class ServerLink implements PeerListener, UplinkListener {
    final PeerTransport transport;
    final Uplink uplink;
    final Downlink downlink;

    /** RTP packets that came in; read by the thread that plays the publisher, to stay within the socket's buffer. */
    final AtomicLong received = new AtomicLong();

    private volatile boolean ready;

    ServerLink(PeerConfig config, Demux demux, Executor loop) {
        transport = new PeerTransport(config, demux, this, loop, Security.RANDOM);
        uplink = new Uplink(transport, 1, this);
        downlink = new Downlink(transport, Security.RANDOM);
    }

    void tick(long nowNanos) {
        if (nowNanos >= transport.deadline()) {
            transport.tick(nowNanos);
        }
        if (nowNanos >= uplink.deadline()) {
            uplink.tick(nowNanos);
        }
        if (nowNanos >= downlink.deadline()) {
            downlink.tick(nowNanos);
        }
    }

    @Override
    public void rtp(byte[] buffer, int offset, int length, long nowNanos) {
        received.lazySet(received.getPlain() + 1);
        uplink.rtp(buffer, offset, length, nowNanos);
    }

    @Override
    public void rtcp(byte[] buffer, int offset, int length, long nowNanos) {
        uplink.rtcp(buffer, offset, length, nowNanos);
        downlink.rtcp(buffer, offset, length, nowNanos);
    }

    /** Whether packets can flow: this side has its keys too. May be asked by any thread. */
    boolean ready() {
        return ready;
    }

    @Override
    public void connected() {
        downlink.opened(System.nanoTime());
        ready = true;
    }

    @Override
    public void interrupted() {
        // Heals, or fails.
    }

    @Override
    public void restored() {
        // Nothing had changed.
    }

    @Override
    public void failed(String reason) {
        throw new IllegalStateException(reason);
    }

    @Override
    public void data(byte[] buffer, int offset, int length, long nowNanos) {
        // There are no data channels here.
    }

    @Override
    public void streamStarted(PublishedTrack track, SourceStream stream) {
        // Nobody waits for it.
    }

    @Override
    public void streamChanged(PublishedTrack track, SourceStream stream) {
        // It never does.
    }
}
