package io.sluice.transport.ice;

/** Every duration and count that the agent knows, in nanoseconds. */
final class IceTimers {
    private static final long MILLIS = 1_000_000;
    private static final long SECONDS = 1_000 * MILLIS;

    /** Least time between two checks of one agent while it searches (Ta, RFC 8445 §14.2). */
    static final long PACE = 50 * MILLIS;

    /** Checks of one pair in one round. */
    static final int TRIES = 7;

    /** A check without an answer for so long has none; and the pause before a pair is tried again while nothing is selected. */
    static final long TRANSACTION_LIFETIME = 4 * SECONDS;

    /** Between two checks of the selected pair. */
    static final long KEEPALIVE = 2 * SECONDS;

    /** Peers check their pair at least every 2.5 s; an address unheard for longer may have been given to someone else. */
    static final long QUIET = 3 * SECONDS;

    /** A selected pair unheard for so long (three keep-alives, or more than one consent interval of RFC 7675) is in doubt. */
    static final long STALE = 6 * SECONDS;

    /** Silence that owners are told of. */
    static final long INTERRUPTED = 10 * SECONDS;

    /** Silence, or search, that is a failure. */
    static final long FAILED = 15 * SECONDS;

    /** How long one proof of consent lasts (RFC 7675 §5.1). */
    static final long CONSENT = 30 * SECONDS;

    /** How long a failed agent still answers, so that a long blip heals without signalling. */
    static final long HEALING = 60 * SECONDS;

    /** How long the credentials before a restart are honoured once the new ones have a path. */
    static final long TRANSITION = 3 * SECONDS;

    private IceTimers() {}

    /** How long to wait after the nth check of a pair: twice the pace, then doubling. */
    static long gap(int tries) {
        return PACE << Math.clamp(tries - 2, 0, 5);
    }
}
