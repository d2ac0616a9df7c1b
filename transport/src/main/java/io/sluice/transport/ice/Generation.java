package io.sluice.transport.ice;

import io.sluice.transport.stun.StunIntegrity;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The credentials between two restarts. */
final class Generation {
    /** What a check to the peer needs. */
    record Outward(IceParameters remote, byte[] username, StunIntegrity integrity) {}

    /** From 1 on, so that 0 can stand for none. */
    final int number;

    final IceParameters local;
    final byte[] localUfrag;

    /** Verifies requests and signs answers: both use our password. */
    final StunIntegrity inward;

    private @Nullable Outward outward;

    Generation(int number, IceParameters local) {
        this.number = number;
        this.local = local;
        localUfrag = local.ufrag().getBytes(StandardCharsets.US_ASCII);
        inward = new StunIntegrity(local.password());
    }

    void remote(IceParameters remote) {
        byte[] username = (remote.ufrag() + ':' + local.ufrag()).getBytes(StandardCharsets.US_ASCII);
        outward = new Outward(remote, username, new StunIntegrity(remote.password()));
    }

    /** Null until the peer's description of this generation is known. */
    @Nullable
    Outward outward() {
        return outward;
    }

    boolean isFrom(IceParameters remote) {
        return outward != null && outward.remote.equals(remote);
    }
}
