package io.sluice.benchmarks.jmh;

import io.sluice.testkit.media.ScalableSource;
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

    private final MediaEngines alone = new MediaEngines(0, new TopLayer());
    private final MediaEngines shared = new MediaEngines(SUBSCRIBERS, new TopLayer());
    private final MediaEngines vp9 = new MediaEngines(SUBSCRIBERS, new ScalableReplay(ScalableSource.Telling.VP9));
    private final MediaEngines redundant = new MediaEngines(SUBSCRIBERS, new Sound(true));
    private final MediaEngines av1 = new MediaEngines(SUBSCRIBERS, new ScalableReplay(ScalableSource.Telling.AV1));

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

    /** The same for VP9 with nine layers inside one stream, chosen by its payload descriptor. */
    @Benchmark
    @OperationsPerInvocation(SUBSCRIBERS)
    public long rewriteVp9Layers() {
        return vp9.packet();
    }

    /** The same for AV1 with nine layers inside one stream, chosen by dependency descriptors. */
    @Benchmark
    @OperationsPerInvocation(SUBSCRIBERS)
    public long rewriteAv1Layers() {
        return av1.packet();
    }

    /** A packet of sound with the two before it, made anew for each of a hundred. */
    @Benchmark
    @OperationsPerInvocation(SUBSCRIBERS)
    public long rewriteRedundantSound() {
        return redundant.packet();
    }

    /** Makes sure that packets come out. */
    @Setup
    public void check() {
        check(shared);
        check(vp9);
        check(av1);
        check(redundant);
    }

    private static void check(MediaEngines engines) {
        long before = engines.packet();
        long made = engines.packet() - before;
        if (made != SUBSCRIBERS) {
            throw new IllegalStateException(made + " packets came out");
        }
    }
}
