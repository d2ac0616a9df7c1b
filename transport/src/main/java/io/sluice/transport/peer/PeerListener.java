package io.sluice.transport.peer;

/** What a {@link PeerTransport} tells its owner, always on the owner's loop. Buffers are only valid during the call. */
public interface PeerListener {
    /** ICE has a pair and DTLS is finished: packets may flow. Called once per DTLS association. */
    void connected();

    /** Nothing was heard for the disconnect time; may heal by itself. */
    void interrupted();

    /** Heard again after {@link #interrupted()}. */
    void restored();

    /** Given up: ICE failed, the handshake failed, or the certificate did not match. An ICE failure may still mend: a peer that is heard again
     * within a minute brings {@link #restored()}, or {@link #connected()} if it never was; so may an ICE restart. */
    void failed(String reason);

    /** An authentic, decrypted RTP packet; the buffer has room to spare behind it and may be changed. */
    void rtp(byte[] buffer, int offset, int length, long nowNanos);

    /** An authentic, decrypted compound RTCP packet. */
    void rtcp(byte[] buffer, int offset, int length, long nowNanos);

    /** Decrypted DTLS application data, an SCTP packet (RFC 8261), while there are no data channels ({@link PeerTransport#enableData}). */
    void data(byte[] buffer, int offset, int length, long nowNanos);
}
