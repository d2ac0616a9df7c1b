package io.sluice.transport.peer;

/**
 * Where the media plane hands over what it wants sent to one participant. It sees no more of a transport than this, and tests put a
 * recorder here.
 */
public interface PacketSink {
    /**
     * Seals one RTP packet in place and sends it; {@link io.sluice.transport.srtp.SrtpSession#MAX_OVERHEAD} bytes must be free behind it.
     * The bytes are spoilt afterwards.
     *
     * @return false if it was not sent: no keys yet, no path, or a full socket
     */
    boolean sendRtp(byte[] buffer, int offset, int length);

    /** As {@link #sendRtp}, for one compound (RFC 3550 §6.1) or reduced-size (RFC 5506) RTCP packet. */
    boolean sendRtcp(byte[] buffer, int offset, int length);

    /** Whether keys exist and a path is selected. */
    boolean writable();
}
