package io.sluice.benchmarks.jmh;

import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpProfile;
import io.sluice.transport.srtp.SrtpSession;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Protecting one packet, which every copy to a subscriber costs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@SuppressWarnings("NullAway.Init")
public class SealBench {
    /** Whose cryptography. */
    @Param({"JDK", "JITSI"})
    public SrtpEngine engine;

    /** The protection profile. */
    @Param({"AEAD_AES_128_GCM", "AES128_CM_HMAC_SHA1_80"})
    public SrtpProfile profile;

    /** Bytes of the packet before protection: audio, video. */
    @Param({"92", "1070"})
    public int size;

    private SrtpSession sender;
    private byte[] packet;
    private int sequence;

    /** Prepares a session. */
    @Setup
    public void prepare() {
        sender = Sessions.session(engine, profile, true);
        packet = new byte[size + SrtpSession.MAX_OVERHEAD];
    }

    /** One packet. */
    @Benchmark
    public int seal() {
        Sessions.header(packet, 0, sequence++);
        return sender.sealRtp(packet, 0, size);
    }
}
