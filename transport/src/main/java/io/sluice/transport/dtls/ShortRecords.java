package io.sluice.transport.dtls;

/**
 * Keeps encrypted records from the library that have no room for what every one must hold. It throws away what fails authentication, but
 * takes one of these for a fatal error: a single datagram with a forged source would end an association.
 */
final class ShortRecords {
    /** The explicit nonce and the tag of AES-GCM (RFC 5288 §3): no other cipher is negotiated here. */
    private static final int LEAST = 8 + 16;

    private ShortRecords() {}

    /** How many bytes from the front of a datagram come before the first such record. */
    static int admit(byte[] buffer, int offset, int length) {
        int limit = offset + length;
        int record = offset;
        while (record < limit) {
            int end = Records.end(buffer, record, limit);
            if (end < 0) {
                break;
            }
            if (Records.epoch(buffer, record) > 0 && end - record < Records.HEADER + LEAST) {
                return record - offset;
            }
            record = end;
        }
        return length;
    }
}
