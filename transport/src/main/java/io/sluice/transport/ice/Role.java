package io.sluice.transport.ice;

import io.sluice.transport.stun.StunReader;

/** Who nominates, and how two agents that both want to, or both do not, come to terms (RFC 8445 §7.3.1.1). */
final class Role {
    private final boolean lite;
    private final long tieBreaker;
    private boolean controlling;

    Role(boolean lite, boolean controlling, long tieBreaker) {
        if (lite && controlling) {
            throw new IllegalArgumentException("a lite agent is always controlled");
        }
        this.lite = lite;
        this.controlling = controlling;
        this.tieBreaker = tieBreaker;
    }

    boolean controlling() {
        return controlling;
    }

    long tieBreaker() {
        return tieBreaker;
    }

    /**
     * Compares roles with the sender of a request; may change ours.
     *
     * @return false if the sender must change its role: error 487
     */
    boolean accepts(StunReader request) {
        boolean ahead = Long.compareUnsigned(tieBreaker, request.tieBreaker()) >= 0;
        if (controlling && request.controlling()) {
            controlling = ahead;
            return !ahead;
        }
        if (!controlling && request.controlled()) {
            controlling = ahead && !lite;
            return controlling;
        }
        return true;
    }

    /** The peer answered 487 to a check that was sent in this role. */
    void refused(boolean asControlling) {
        if (!lite && controlling == asControlling) {
            controlling = !asControlling;
        }
    }
}
