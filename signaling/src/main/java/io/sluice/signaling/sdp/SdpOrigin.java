package io.sluice.signaling.sdp;

/**
 * What our {@code o=} line says (RFC 8866 §5.2): one id for the life of a connection, a version that grows with every description.
 *
 * @param id at most 62 bits, so that every client reads it
 * @param version at most 62 bits
 */
public record SdpOrigin(long id, long version) {
    public SdpOrigin {
        if (id < 0 || version < 0) {
            throw new IllegalArgumentException("negative origin");
        }
    }
}
