package io.sluice.transport.ice;

import org.jspecify.annotations.Nullable;

/** Whether the peer is there, judged by when it was heard. */
final class Liveness {
    private IceState state = IceState.NEW;
    private boolean connectedOnce;
    private boolean expired;
    private long startedAt;
    private long heardAt;
    private long consentAt;
    private long failedAt;

    IceState state() {
        return state;
    }

    /** True when a failed agent has waited long enough. */
    boolean expired() {
        return expired;
    }

    /** A search begins, the first or one after a restart: fifteen seconds are granted from here. */
    void start(long nowNanos) {
        startedAt = nowNanos;
        expired = false;
        if (state == IceState.NEW || state == IceState.FAILED) {
            state = IceState.CHECKING;
        }
    }

    /** An authentic packet that is not STUN came: a sign of life. */
    @Nullable
    IceEvent heard(long nowNanos) {
        heardAt = nowNanos;
        if (state == IceState.INTERRUPTED) {
            state = IceState.CONNECTED;
            return new IceEvent.Restored();
        }
        return null;
    }

    /** An authentic check or answer came: a sign of life and the peer's consent to be sent to. */
    @Nullable
    IceEvent consented(long nowNanos) {
        heardAt = nowNanos;
        consentAt = nowNanos;
        IceState before = state;
        state = IceState.CONNECTED;
        boolean again = connectedOnce && before != IceState.CONNECTED;
        boolean late = !connectedOnce && before == IceState.FAILED;
        connectedOnce = true;
        return again || late ? new IceEvent.Restored() : null;
    }

    @Nullable
    IceEvent tick(long nowNanos) {
        switch (state) {
            case NEW -> {
                return null;
            }
            case CHECKING -> {
                return nowNanos - startedAt >= IceTimers.FAILED ? fail("ice_no_path", nowNanos) : null;
            }
            case CONNECTED -> {
                if (nowNanos - consentAt >= IceTimers.CONSENT) {
                    return fail("ice_consent_expired", nowNanos);
                }
                if (nowNanos - heardAt >= IceTimers.INTERRUPTED) {
                    state = IceState.INTERRUPTED;
                    return new IceEvent.Interrupted();
                }
                return null;
            }
            case INTERRUPTED -> {
                return nowNanos - silentSince() >= IceTimers.FAILED ? fail("ice_silent", nowNanos) : null;
            }
            case FAILED -> {
                expired |= nowNanos - failedAt >= IceTimers.HEALING;
                return null;
            }
        }
        throw new AssertionError(state);
    }

    long deadline() {
        return switch (state) {
            case NEW -> Long.MAX_VALUE;
            case CHECKING -> startedAt + IceTimers.FAILED;
            case CONNECTED -> Math.min(consentAt + IceTimers.CONSENT, heardAt + IceTimers.INTERRUPTED);
            case INTERRUPTED -> silentSince() + IceTimers.FAILED;
            case FAILED -> expired ? Long.MAX_VALUE : failedAt + IceTimers.HEALING;
        };
    }

    private long silentSince() {
        return startedAt - heardAt > 0 ? startedAt : heardAt;
    }

    private IceEvent fail(String reason, long nowNanos) {
        state = IceState.FAILED;
        failedAt = nowNanos;
        return new IceEvent.Failed(reason);
    }
}
