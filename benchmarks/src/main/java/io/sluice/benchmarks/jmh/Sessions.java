package io.sluice.benchmarks.jmh;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpKeys;
import io.sluice.transport.srtp.SrtpProfile;
import io.sluice.transport.srtp.SrtpSession;
import io.sluice.transport.srtp.SrtpSessions;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Two ends of one SRTP association, and packets for them. */
final class Sessions {
    private static final int SSRC = 0x5105_0001;

    /** Kept here, as loggers are forgotten with their levels. */
    private static final Logger JITSI = Logger.getLogger("org.jitsi");

    static {
        JITSI.setLevel(Level.WARNING);
    }

    private Sessions() {}

    /** One end. */
    static SrtpSession session(SrtpEngine engine, SrtpProfile profile, boolean client) {
        byte[] exported = new byte[SrtpKeys.exportedLength(profile)];
        for (int i = 0; i < exported.length; i++) {
            exported[i] = (byte) (7 * i + 1);
        }
        return SrtpSessions.create(SrtpKeys.ofExported(profile, exported, client), engine);
    }

    /** Writes the header of the packet with this number. */
    static void header(byte[] packet, int offset, int sequence) {
        BigEndian.put16(packet, offset, 0x8060);
        BigEndian.put16(packet, offset + 2, sequence);
        BigEndian.put32(packet, offset + 4, 3_000 * sequence);
        BigEndian.put32(packet, offset + 8, SSRC);
    }
}
