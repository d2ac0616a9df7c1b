package io.sluice.transport.srtp;

/** The protection profiles that DTLS-SRTP may negotiate here (RFC 5764 §4.1.2, RFC 7714 §14.2). */
public enum SrtpProfile {
    AEAD_AES_128_GCM(0x0007, 16, 12, 16, 16),
    AEAD_AES_256_GCM(0x0008, 32, 12, 16, 16),
    AES128_CM_HMAC_SHA1_80(0x0001, 16, 14, 10, 10);

    /** The number in the use_srtp extension. */
    public final int code;

    /** Bytes of the master key. */
    public final int keyLength;

    /** Bytes of the master salt. */
    public final int saltLength;

    /** Bytes that protection adds to an RTP packet. */
    public final int rtpTag;

    /** Bytes of the tag of an RTCP packet, without the four of the index. */
    public final int rtcpTag;

    SrtpProfile(int code, int keyLength, int saltLength, int rtpTag, int rtcpTag) {
        this.code = code;
        this.keyLength = keyLength;
        this.saltLength = saltLength;
        this.rtpTag = rtpTag;
        this.rtcpTag = rtcpTag;
    }
}
