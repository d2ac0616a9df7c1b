package io.sluice.rtp.packet;

/** Numbers of RTCP packet types and feedback formats. Plain ints because unknown ones are normal. */
public final class RtcpType {
    /** Sender report (RFC 3550 §6.4.1). */
    public static final int SENDER_REPORT = 200;
    /** Receiver report (RFC 3550 §6.4.2). */
    public static final int RECEIVER_REPORT = 201;
    /** Source description (RFC 3550 §6.5). */
    public static final int SOURCE_DESCRIPTION = 202;
    /** Goodbye (RFC 3550 §6.6). */
    public static final int BYE = 203;
    /** Application-defined (RFC 3550 §6.7). */
    public static final int APPLICATION = 204;
    /** Transport-layer feedback (RFC 4585 §6.2). */
    public static final int TRANSPORT_FEEDBACK = 205;
    /** Payload-specific feedback (RFC 4585 §6.3). */
    public static final int PAYLOAD_FEEDBACK = 206;
    /** Extended report (RFC 3611 §2). */
    public static final int EXTENDED_REPORT = 207;

    /** Format of {@link #TRANSPORT_FEEDBACK}: generic NACK (RFC 4585 §6.2.1). */
    public static final int FORMAT_NACK = 1;
    /** Format of {@link #TRANSPORT_FEEDBACK}: transport-wide congestion control. */
    public static final int FORMAT_TRANSPORT_WIDE = 15;
    /** Format of {@link #PAYLOAD_FEEDBACK}: picture loss indication (RFC 4585 §6.3.1). */
    public static final int FORMAT_PICTURE_LOSS = 1;
    /** Format of {@link #PAYLOAD_FEEDBACK}: full intra request (RFC 5104 §4.3.1). */
    public static final int FORMAT_FULL_INTRA = 4;
    /** Format of {@link #PAYLOAD_FEEDBACK}: application layer, where REMB lives. */
    public static final int FORMAT_APPLICATION = 15;

    private RtcpType() {}
}
