package io.sluice.transport.srtp;

/**
 * Protects and opens the packets of one transport, in place. Both directions, all SSRCs. Not thread-safe: owned by one loop.
 *
 * <p>This is the seam behind which engines may be exchanged: jitsi-srtp, the JDK's own ciphers, later perhaps native ones. None may throw
 * for a packet from the network: what cannot be opened is a negative result.
 */
public interface SrtpSession {
    /** Bytes that must be free behind a packet handed to {@link #sealRtp} or {@link #sealRtcp}. */
    int MAX_OVERHEAD = 20;

    /** Authentication failed, or the packet is no packet. */
    int BAD = -1;

    /** Seen before or older than the replay window (RFC 3711 §3.3.2). This is looked at first, so the packet may be forged besides. */
    int REPLAYED = -2;

    /**
     * Authenticates and decrypts an SRTP packet.
     *
     * @return the length of the RTP packet, or {@link #BAD} or {@link #REPLAYED}
     */
    int openRtp(byte[] packet, int offset, int length);

    /**
     * Encrypts and authenticates an RTP packet; {@link #MAX_OVERHEAD} bytes must be free behind it. The same SSRC and sequence number
     * must never be sealed twice with different bytes (RFC 7714 §8.3).
     *
     * @return the length of the SRTP packet, or {@link #BAD}
     */
    int sealRtp(byte[] packet, int offset, int length);

    /** As {@link #openRtp}, for a compound RTCP packet. */
    int openRtcp(byte[] packet, int offset, int length);

    /** As {@link #sealRtp}, for a compound RTCP packet. */
    int sealRtcp(byte[] packet, int offset, int length);
}
