package io.sluice.transport.dtls;

import io.sluice.transport.srtp.SrtpProfile;
import io.sluice.transport.srtp.SrtpSession;

/** What a {@link DtlsEndpoint} tells its owner, always on the owner's loop and never from inside the constructor or {@code start}. */
public interface DtlsListener {
    /** The handshake is done and the peer's certificate is the expected one. Called at most once. */
    void connected(SrtpProfile profile, SrtpSession session);

    /** The handshake failed, timed out, or met the wrong certificate. Final: nothing else is called afterwards. */
    void failed(String reason);

    /** Decrypted application data; the buffer is only valid during the call. */
    void data(byte[] buffer, int offset, int length);

    /**
     * The peer has ended the association. Final. Whether the transport is at an end too is ICE's to say: a page that is left sends this,
     * but so may a peer that migrates.
     */
    void closed();
}
