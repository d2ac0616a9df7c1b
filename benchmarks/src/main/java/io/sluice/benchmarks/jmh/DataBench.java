package io.sluice.benchmarks.jmh;

import io.sluice.transport.sctp.Reliability;
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

/** A message on a reliable data channel, from sender to receiver: both ends of SCTP and of DTLS, and the acknowledgements between them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@SuppressWarnings("NullAway.Init")
public class DataBench {
    /** Bytes of the message: a cursor's position, the largest of one packet, a part of a file. */
    @Param({"100", "1132", "15000"})
    public int size;

    private DataLink link;
    private byte[] message;

    /** Connects both ends. */
    @Setup
    public void connect() {
        link = new DataLink(Reliability.RELIABLE);
        message = new byte[size];
    }

    /** One message. */
    @Benchmark
    public long deliver() {
        return link.message(message);
    }
}
