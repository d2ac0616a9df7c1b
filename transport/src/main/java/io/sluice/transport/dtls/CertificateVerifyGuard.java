package io.sluice.transport.dtls;

import java.util.BitSet;

/**
 * Keeps a server from changing its read epoch too early. The library follows a ChangeCipherSpec as soon as it has the client's key
 * exchange; if the CertificateVerify between the two was lost, every repetition of it is then discarded as belonging to the old epoch, and
 * the handshake can never end. So nothing of the new epoch passes until the whole CertificateVerify has.
 */
final class CertificateVerifyGuard {
    private static final int MAX_LENGTH = 1 << 14;

    private final BitSet covered = new BitSet();
    private boolean passed;

    /** How many bytes from the front of a datagram may be shown to the library now. */
    int admit(byte[] buffer, int offset, int length) {
        int limit = offset + length;
        int record = offset;
        while (!passed && record < limit) {
            int end = Records.end(buffer, record, limit);
            if (end < 0) {
                break;
            }
            if (Records.type(buffer, record) == Records.CHANGE_CIPHER_SPEC || Records.epoch(buffer, record) > 0) {
                return record - offset;
            }
            if (Records.type(buffer, record) == Records.HANDSHAKE) {
                scan(buffer, record + Records.HEADER, end);
            }
            record = end;
        }
        return length;
    }

    private void scan(byte[] buffer, int from, int end) {
        int fragment = from;
        while (end - fragment >= Records.HANDSHAKE_HEADER) {
            int length = Records.uint24(buffer, fragment + 1);
            int start = Records.uint24(buffer, fragment + 6);
            int size = Records.uint24(buffer, fragment + 9);
            if (start + size > length || size > end - fragment - Records.HANDSHAKE_HEADER) {
                return;
            }
            if (buffer[fragment] == Records.CERTIFICATE_VERIFY && length <= MAX_LENGTH) {
                covered.set(start, start + size);
                passed |= covered.nextClearBit(0) >= length;
            }
            fragment += Records.HANDSHAKE_HEADER + size;
        }
    }
}
