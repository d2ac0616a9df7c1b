package io.sluice.sfu.data;

import java.util.Set;

/**
 * A message of the server's own, as its API sends it: a user packet without a sender.
 *
 * @param kind reliable or lossy
 * @param payload not to be changed any more
 * @param identities who gets it, and
 * @param sids in the same sense by session; both empty for everybody
 * @param topic empty for none
 * @param nonce sixteen bytes by which a repetition is recognised; empty for none
 */
public record ServerMessage(
        DataKind kind, byte[] payload, Set<String> identities, Set<String> sids, String topic, byte[] nonce) {
    public ServerMessage {
        if (kind == DataKind.TRACK) {
            throw new IllegalArgumentException("frames of data tracks have a publisher");
        }
        identities = Set.copyOf(identities);
        sids = Set.copyOf(sids);
    }
}
