package io.sluice.transport.peer;

import io.sluice.transport.dtls.Fingerprint;
import io.sluice.transport.dtls.Setup;
import io.sluice.transport.ice.IceCandidate;
import io.sluice.transport.ice.IceParameters;

/**
 * One encrypted path to a participant: ICE, DTLS, SRTP, composed. The only class that knows all of them. Single-threaded: every method is
 * called on the loop that owns the room.
 */
public final class PeerTransport {
    /** The credentials of the current local ICE generation. */
    public IceParameters localIce() {
        throw new UnsupportedOperationException();
    }

    /** What the peer's description says. A changed ICE pair is a restart; fingerprint and role are fixed by the first call. */
    public void setRemote(IceParameters ice, Fingerprint fingerprint, Setup remoteSetup, long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /** Starts a new local ICE generation; media goes on over the old pair until the new one has one (RFC 8445 §9). */
    public void restartIce(long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /** A candidate that the peer trickled or put into its description. */
    public void addRemoteCandidate(IceCandidate candidate, long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /** A datagram of any kind that {@link Demux} gave to this transport. */
    public void receive(Path path, byte[] buffer, int offset, int length, long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /** True when SRTP keys exist and a pair is selected. */
    public boolean writable() {
        throw new UnsupportedOperationException();
    }

    /** Seals in place and sends; {@link io.sluice.transport.srtp.SrtpSession#MAX_OVERHEAD} bytes must be free behind the packet. */
    public boolean sendRtp(byte[] buffer, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #sendRtp}, for a compound RTCP packet. */
    public boolean sendRtcp(byte[] buffer, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    /** Sends one SCTP packet as DTLS application data. */
    public boolean sendData(byte[] buffer, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    /** When {@link #tick} wants to be called, in the nanoseconds of the caller's clock; {@link Long#MAX_VALUE} for never. */
    public long deadline() {
        throw new UnsupportedOperationException();
    }

    /** Lets time pass: checks, consent, retransmissions. */
    public void tick(long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /** Ends everything and leaves the demultiplexer. */
    public void close() {
        throw new UnsupportedOperationException();
    }
}
