package io.sluice.transport.dtls;

import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpProfile;
import java.util.concurrent.TimeUnit;

/**
 * Shakes hands with itself when a server starts, so that the first participant does not pay for class loading and interpreted code: that
 * is several hundred milliseconds of a join otherwise. The handshakes are real ones, of a client and a server of ours over memory, for each
 * SRTP profile in turn, and each is followed by packets under its keys.
 */
public final class DtlsWarmup {
    /** From here on another one is hardly quicker than the one before. */
    private static final int HANDSHAKES = 60;

    private static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private DtlsWarmup() {}

    /**
     * How far a warm-up came.
     *
     * @param handshakes completed on both sides
     * @param packets sealed on one side and opened on the other
     */
    public record Done(int handshakes, int packets) {}

    /**
     * Warms up on the calling thread, for one and a half seconds at most. An interrupt ends it early and stays set; a handshake that fails
     * ends it too. Nothing is thrown, as no server should fail to start for want of a warm-up.
     *
     * @param certificate the node's; no other is loaded or made
     * @param engine what the node's transports will use
     */
    public static Done run(DtlsCertificate certificate, SrtpEngine engine) {
        return run(certificate, engine, HANDSHAKES, LIMIT_NANOS);
    }

    static Done run(DtlsCertificate certificate, SrtpEngine engine, int most, long limitNanos) {
        SrtpProfile[] profiles = SrtpProfile.values();
        long deadline = System.nanoTime() + limitNanos;
        int handshakes = 0;
        int packets = 0;
        try {
            while (handshakes < most && deadline - System.nanoTime() > 0) {
                SrtpProfile profile = profiles[handshakes % profiles.length];
                try (WarmupPair pair = new WarmupPair(certificate, profile, engine)) {
                    if (!pair.connect(deadline)) {
                        break;
                    }
                    handshakes++;
                    packets += pair.exchange();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Done(handshakes, packets);
    }
}
