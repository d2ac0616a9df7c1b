package io.sluice.transport.dtls;

/**
 * Finds handshake fragments of messages that are too long to be serious. The library sets aside room for a whole message, up to 16 MB, as
 * soon as it sees a fragment of it, and for many messages at a time.
 */
final class FragmentLimit {
    /** Bytes of one message. A certificate with an RSA key of 4096 bits takes about 1500. */
    static final int MAX_MESSAGE = 16 << 10;

    private FragmentLimit() {}

    /** Whether any unencrypted fragment in a datagram claims to be of a longer message. */
    static boolean exceeded(byte[] buffer, int offset, int length) {
        int limit = offset + length;
        int record = offset;
        while (record < limit) {
            int end = Records.end(buffer, record, limit);
            if (end < 0) {
                return false;
            }
            if (Records.type(buffer, record) == Records.HANDSHAKE
                    && Records.epoch(buffer, record) == 0
                    && tooLong(buffer, record + Records.HEADER, end)) {
                return true;
            }
            record = end;
        }
        return false;
    }

    private static boolean tooLong(byte[] buffer, int from, int end) {
        int fragment = from;
        while (end - fragment >= Records.HANDSHAKE_HEADER) {
            if (Records.uint24(buffer, fragment + 1) > MAX_MESSAGE) {
                return true;
            }
            fragment += Records.HANDSHAKE_HEADER + Records.uint24(buffer, fragment + 9);
        }
        return false;
    }
}
