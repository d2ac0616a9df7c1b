package io.sluice.transport.stun;

/** Attribute types (RFC 8489 §18.3, RFC 8445 §16.1). */
final class StunAttribute {
    static final int USERNAME = 0x0006;
    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int ERROR_CODE = 0x0009;
    static final int UNKNOWN_ATTRIBUTES = 0x000A;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int PRIORITY = 0x0024;
    static final int USE_CANDIDATE = 0x0025;

    /** What some agents send in the required range to renominate; with USE-CANDIDATE beside it there is nothing more to understand. */
    static final int NOMINATION = 0x0030;

    static final int FINGERPRINT = 0x8028;
    static final int ICE_CONTROLLED = 0x8029;
    static final int ICE_CONTROLLING = 0x802A;

    /** Length of an integrity value: HMAC-SHA1. */
    static final int INTEGRITY_LENGTH = 20;

    /** Turns a CRC into a FINGERPRINT, so that other protocols' CRCs do not look like one (RFC 8489 §14.7). */
    static final int FINGERPRINT_XOR = 0x5354554E;

    private StunAttribute() {}

    /** Whether a receiver that does not know it must refuse the message (RFC 8489 §14). */
    static boolean required(int type) {
        return type < 0x8000;
    }
}
