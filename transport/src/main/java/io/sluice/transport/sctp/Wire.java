package io.sluice.transport.sctp;

/** Numbers of the wire format (RFC 9260 §3, RFC 3758 §3, RFC 6525 §3, RFC 9653 §4). */
final class Wire {
    static final int PACKET_HEADER = 12;
    static final int CHUNK_HEADER = 4;
    static final int PARAMETER_HEADER = 4;
    /** Of a DATA chunk, its own header among it. */
    static final int DATA_HEADER = 16;

    static final int DATA = 0;
    static final int INIT = 1;
    static final int INIT_ACK = 2;
    static final int SACK = 3;
    static final int HEARTBEAT = 4;
    static final int HEARTBEAT_ACK = 5;
    static final int ABORT = 6;
    static final int SHUTDOWN = 7;
    static final int SHUTDOWN_ACK = 8;
    static final int ERROR = 9;
    static final int COOKIE_ECHO = 10;
    static final int COOKIE_ACK = 11;
    static final int SHUTDOWN_COMPLETE = 14;
    static final int RE_CONFIG = 130;
    static final int FORWARD_TSN = 192;

    static final int END = 1;
    static final int BEGIN = 2;
    static final int UNORDERED = 4;
    static final int IMMEDIATE = 8;
    /** Of ABORT and SHUTDOWN COMPLETE: the tag is the one that the receiver sends with. */
    static final int REFLECTED_TAG = 1;

    static final int HEARTBEAT_INFO = 1;
    static final int STATE_COOKIE = 7;
    static final int UNRECOGNIZED_PARAMETER = 8;
    static final int OUTGOING_RESET = 13;
    static final int INCOMING_RESET = 14;
    static final int RESET_RESPONSE = 16;
    static final int ZERO_CHECKSUM = 0x8001;
    static final int SUPPORTED_EXTENSIONS = 0x8008;
    static final int FORWARD_TSN_SUPPORTED = 0xC000;
    static final int ADAPTATION = 0xC006;

    static final int STALE_COOKIE = 3;
    static final int UNRECOGNIZED_CHUNK = 6;
    static final int USER_ABORT = 12;
    static final int VIOLATION = 13;

    private Wire() {}

    static int padded(int length) {
        return length + 3 & ~3;
    }

    /** Whether a receiver that does not know a chunk reads on behind it; the same two bits speak for parameters. */
    static boolean skipsUnknown(int chunkType) {
        return (chunkType & 0x80) != 0;
    }

    /** Whether it says so to the sender. */
    static boolean reportsUnknown(int chunkType) {
        return (chunkType & 0x40) != 0;
    }
}
