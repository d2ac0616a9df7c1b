package io.sluice.benchmarks.jmh;

import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpProfile;
import io.sluice.transport.srtp.SrtpSession;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Opening one received packet. Each can be opened only once, so that a thousand are sealed between measurements; that also makes them cold,
 * as packets from the network are.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@SuppressWarnings("NullAway.Init")
public class OpenBench {
    private static final int PACKETS = 1_024;

    /** Whose cryptography. */
    @Param({"JDK", "JITSI"})
    public SrtpEngine engine;

    /** The protection profile. */
    @Param({"AEAD_AES_128_GCM", "AES128_CM_HMAC_SHA1_80"})
    public SrtpProfile profile;

    /** Bytes of the packet without protection: audio, video. */
    @Param({"92", "1070"})
    public int size;

    private SrtpSession sender;
    private SrtpSession receiver;
    private byte[][] packets;
    private int[] lengths;
    private int sequence;

    /** Prepares both ends. */
    @Setup
    public void prepare() {
        sender = Sessions.session(engine, profile, true);
        receiver = Sessions.session(engine, profile, false);
        packets = new byte[PACKETS][size + SrtpSession.MAX_OVERHEAD];
        lengths = new int[PACKETS];
    }

    /** Seals the next thousand. */
    @Setup(Level.Invocation)
    public void seal() {
        for (int i = 0; i < PACKETS; i++) {
            Sessions.header(packets[i], 0, sequence++);
            lengths[i] = sender.sealRtp(packets[i], 0, size);
        }
    }

    /** Opens them. */
    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public int open() {
        int opened = 0;
        for (int i = 0; i < PACKETS; i++) {
            opened += receiver.openRtp(packets[i], 0, lengths[i]);
        }
        if (opened != PACKETS * size) {
            throw new IllegalStateException("not all were opened");
        }
        return opened;
    }
}
