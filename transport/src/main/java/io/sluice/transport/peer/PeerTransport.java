package io.sluice.transport.peer;

import io.sluice.transport.dtls.Fingerprint;
import io.sluice.transport.dtls.Setup;
import io.sluice.transport.ice.IceCandidate;
import io.sluice.transport.ice.IceParameters;
import io.sluice.transport.ice.Path;
import io.sluice.transport.srtp.SrtpProfile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One encrypted path to a participant: ICE, DTLS, SRTP, composed. The only class that knows all of them. Single-threaded: every method is
 * called on the loop that owns the room.
 */
public final class PeerTransport implements PacketSink {
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

    /** What our next description must say: actpass until the roles are fixed, then our role. In an offer it is always actpass. */
    public Setup localSetup() {
        throw new UnsupportedOperationException();
    }

    /** The candidates for our descriptions. */
    public List<IceCandidate> localCandidates() {
        throw new UnsupportedOperationException();
    }

    /** Our certificate's fingerprint. */
    public Fingerprint localFingerprint() {
        throw new UnsupportedOperationException();
    }

    /** How far it is, for snapshots. */
    public PeerState state() {
        throw new UnsupportedOperationException();
    }

    /** The path that packets leave by, or null. */
    public @Nullable Path selectedPath() {
        throw new UnsupportedOperationException();
    }

    /** Smoothed round trip of our own checks in nanoseconds; -1 while unknown, and always with a lite agent. */
    public long rttNanos() {
        throw new UnsupportedOperationException();
    }

    /** The negotiated protection profile, or null before the handshake is over. */
    public @Nullable SrtpProfile srtpProfile() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean writable() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean sendRtp(byte[] buffer, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
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
