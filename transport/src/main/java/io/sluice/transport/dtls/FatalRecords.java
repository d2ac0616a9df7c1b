package io.sluice.transport.dtls;

/**
 * Keeps records from the library that it would take for a fatal error before it has checked who sent them: a single datagram with a forged
 * source would end an association. What merely fails authentication it throws away by itself.
 */
final class FatalRecords {
    /** The explicit nonce and the tag of AES-GCM (RFC 5288 §3): no other cipher is negotiated here. */
    private static final int LEAST = 8 + 16;

    private static final int DTLS_1_0 = 0xFEFF;
    private static final int DTLS_1_2 = 0xFEFD;

    private FatalRecords() {}

    /** How many bytes from the front of a datagram come before the first such record. */
    static int admit(byte[] buffer, int offset, int length) {
        int limit = offset + length;
        int record = offset;
        while (record < limit) {
            int end = Records.end(buffer, record, limit);
            if (end < 0) {
                break;
            }
            if (!known(Records.version(buffer, record)) || tooShort(buffer, record, end)) {
                return record - offset;
            }
            record = end;
        }
        return length;
    }

    /** There is no DTLS 1.1 and no version with another first byte; a first ClientHello may say 1.0 (RFC 6347 §4.2.1). */
    private static boolean known(int version) {
        return version == DTLS_1_2 || version == DTLS_1_0;
    }

    /** Encrypted, with no room for what every encrypted record holds. */
    private static boolean tooShort(byte[] buffer, int record, int end) {
        return Records.epoch(buffer, record) > 0 && end - record < Records.HEADER + LEAST;
    }
}
