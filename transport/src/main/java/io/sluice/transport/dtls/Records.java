package io.sluice.transport.dtls;

/** Where the fields of plaintext DTLS 1.2 records and handshake fragments lie (RFC 6347 §4.1, §4.2.2). */
final class Records {
    static final int HEADER = 13;
    static final int HANDSHAKE_HEADER = 12;

    static final int CHANGE_CIPHER_SPEC = 20;
    static final int ALERT = 21;
    static final int HANDSHAKE = 22;
    static final int APPLICATION_DATA = 23;

    static final int CERTIFICATE_VERIFY = 15;

    private Records() {}

    static int type(byte[] buffer, int record) {
        return buffer[record] & 0xFF;
    }

    static int version(byte[] buffer, int record) {
        return uint16(buffer, record + 1);
    }

    static int epoch(byte[] buffer, int record) {
        return uint16(buffer, record + 3);
    }

    /** Where the record after this one starts, or -1 if this one does not fit before the end. */
    static int end(byte[] buffer, int record, int limit) {
        if (limit - record < HEADER) {
            return -1;
        }
        int end = record + HEADER + uint16(buffer, record + 11);
        return end <= limit ? end : -1;
    }

    /** The message number of the first handshake fragment in an unencrypted record, or -1 if the record has none. */
    static int messageNumber(byte[] buffer, int record, int end) {
        boolean readable = type(buffer, record) == HANDSHAKE && epoch(buffer, record) == 0;
        return readable && end - record >= HEADER + HANDSHAKE_HEADER ? uint16(buffer, record + HEADER + 4) : -1;
    }

    static int uint16(byte[] buffer, int at) {
        return (buffer[at] & 0xFF) << 8 | buffer[at + 1] & 0xFF;
    }

    static int uint24(byte[] buffer, int at) {
        return (buffer[at] & 0xFF) << 16 | uint16(buffer, at + 1);
    }
}
