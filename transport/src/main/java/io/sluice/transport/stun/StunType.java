package io.sluice.transport.stun;

/** The message types of the Binding method (RFC 8489 §5) and the numbers of the header. */
public final class StunType {
    public static final int BINDING_REQUEST = 0x0001;
    public static final int BINDING_INDICATION = 0x0011;
    public static final int BINDING_SUCCESS = 0x0101;
    public static final int BINDING_ERROR = 0x0111;

    /** Second word of every message. */
    public static final int MAGIC_COOKIE = 0x2112A442;

    /** Type, length, cookie, transaction id. */
    public static final int HEADER_LENGTH = 20;

    private StunType() {}
}
