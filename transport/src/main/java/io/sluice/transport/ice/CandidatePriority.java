package io.sluice.transport.ice;

/** The arithmetic of priorities (RFC 8445 §5.1.2, §6.1.2.3; RFC 6544 §4.2). */
final class CandidatePriority {
    static final int HOST = 126;
    static final int PEER_REFLEXIVE = 110;

    /** How much less a type is worth over TCP. */
    private static final int TCP_PENALTY = 27;

    /** The direction preference of passive TCP host candidates. */
    private static final int TCP_PASSIVE = 4;

    private static final int COMPONENT = 1;

    private CandidatePriority() {}

    /** Priority of a UDP candidate; local preference 0 to 65535. */
    static long udp(int type, int localPreference) {
        return priority(type, localPreference);
    }

    /** Priority of a passive TCP candidate; of the preference 0 to 8191 count. */
    static long tcpPassive(int type, int otherPreference) {
        return priority(type - TCP_PENALTY, (TCP_PASSIVE << 13) + otherPreference);
    }

    /** What a candidate's priority would be if it were peer-reflexive: the type is in the top byte. */
    static long asPeerReflexive(long priority, boolean stream) {
        long type = stream ? PEER_REFLEXIVE - TCP_PENALTY : PEER_REFLEXIVE;
        return type << 24 | (priority & 0xFF_FFFF);
    }

    /** Priority of a pair. */
    static long pair(long controlling, long controlled) {
        return (Math.min(controlling, controlled) << 32)
                + 2 * Math.max(controlling, controlled)
                + (controlling > controlled ? 1 : 0);
    }

    private static long priority(int type, int localPreference) {
        return ((long) type << 24) + ((long) localPreference << 8) + (256 - COMPONENT);
    }
}
