package io.sluice.sfu.subscribe;

import io.sluice.rtp.packet.BigEndian;

/** The redundant audio payload (RFC 2198 §3): headers, then as many older frames, then the newest. */
final class RedundantAudio {
    private static final int MAX_BLOCKS = 8;

    private RedundantAudio() {}

    /** Where in the payload the newest frame begins; -1 if the payload is malformed or has none. */
    static int primary(byte[] buffer, int offset, int length) {
        int headers = 0;
        int older = 0;
        for (int block = 0; block <= MAX_BLOCKS; block++) {
            if (headers >= length) {
                return -1;
            }
            if (buffer[offset + headers] >= 0) {
                int at = headers + 1 + older;
                return at < length ? at : -1;
            }
            if (length - headers < 4) {
                return -1;
            }
            older += BigEndian.u16(buffer, offset + headers + 2) & 0x3ff;
            headers += 4;
        }
        return -1;
    }
}
