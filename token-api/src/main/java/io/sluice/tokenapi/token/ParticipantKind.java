package io.sluice.tokenapi.token;

import java.util.Locale;

/** What stands behind a token's identity. */
public enum ParticipantKind {
    STANDARD,
    INGRESS,
    EGRESS,
    SIP,
    AGENT,
    CONNECTOR,
    BRIDGE;

    /** The spelling in the {@code kind} claim. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind a claim names; standard for anything unknown, so that newer tokens still let their bearer in. */
    public static ParticipantKind fromClaim(String claim) {
        for (ParticipantKind kind : values()) {
            if (kind.claim().equals(claim)) {
                return kind;
            }
        }
        return STANDARD;
    }
}
