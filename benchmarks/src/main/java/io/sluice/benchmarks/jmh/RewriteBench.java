package io.sluice.benchmarks.jmh;

import io.sluice.benchmarks.publisher.Recording;
import io.sluice.benchmarks.publisher.Replay;
import io.sluice.sfu.negotiate.ExtensionCatalog;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.subscribe.DownTrack;
import io.sluice.sfu.subscribe.Downlink;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.SourceStream;
import io.sluice.sfu.track.Uplink;
import io.sluice.sfu.track.UplinkListener;
import io.sluice.sfu.track.UplinkSection;
import io.sluice.transport.peer.PacketSink;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The media engines between opening and sealing: receiving one packet of a 720p layer, and making one subscriber's copy of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class RewriteBench {
    private static final int SUBSCRIBERS = 100;
    private static final int TOP = 2;
    private static final long PACKET_NANOS = 4_000_000;

    private final Path alone = new Path(0);
    private final Path shared = new Path(SUBSCRIBERS);

    /** From the decrypted packet to the empty fan-out: everything that is done once for all subscribers. */
    @Benchmark
    public long receive() {
        return alone.packet();
    }

    /** A hundredth of a packet that a hundred subscribers get: selecting, rewriting, building, remembering. */
    @Benchmark
    @OperationsPerInvocation(SUBSCRIBERS)
    public long rewrite() {
        return shared.packet();
    }

    /** Makes sure that packets come out. */
    @Setup
    public void check() {
        long before = shared.sink.packets;
        shared.packet();
        if (shared.sink.packets - before != SUBSCRIBERS) {
            throw new IllegalStateException((shared.sink.packets - before) + " packets came out");
        }
    }

    /** One publisher, the media engines, and sinks that count. */
    private static final class Path implements UplinkListener {
        final CountingSink sink = new CountingSink();
        private final Replay replay = new Replay(new Recording(), TOP);
        private final Uplink uplink = new Uplink(sink, 1, this);
        private long now = 1_000_000_000_000L;

        Path(int subscribers) {
            PublishedTrack track =
                    new PublishedTrack("TR_bench", MediaKind.VIDEO, Recording.layerInfos(), (_, _) -> {});
            uplink.setSections(
                    List.of(new UplinkSection(
                            Recording.mid(), track, Recording.codecs(), Recording.rids(), List.of(), List.of())),
                    Recording.extensions());
            Random random = new Random(1);
            for (int i = 0; i < subscribers; i++) {
                Downlink downlink = new Downlink(sink, random);
                DownTrack downTrack = downlink.add(track, "publisher", now);
                if (!downTrack.bind(Recording.codecs(), ExtensionCatalog.offered(MediaKind.VIDEO), now)) {
                    throw new IllegalStateException("not bound");
                }
            }
        }

        long packet() {
            now += PACKET_NANOS;
            int length = replay.next(now);
            uplink.rtp(replay.buffer, 0, length, now);
            return sink.packets;
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

    private static final class CountingSink implements PacketSink {
        long packets;

        @Override
        public boolean sendRtp(byte[] buffer, int offset, int length) {
            packets++;
            return true;
        }

        @Override
        public boolean sendRtcp(byte[] buffer, int offset, int length) {
            return true;
        }

        @Override
        public boolean writable() {
            return true;
        }
    }
}
