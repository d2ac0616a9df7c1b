package io.sluice.sfu.control;

/** What a participant is. Agents and egress depend on others: they neither fill a room nor keep it open. */
public enum ParticipantKind {
    STANDARD,
    INGRESS,
    EGRESS,
    SIP,
    AGENT,
    CONNECTOR,
    BRIDGE;

    /** Whether it does not count for limits and for the emptiness of a room. */
    public boolean dependent() {
        return this == EGRESS || this == AGENT;
    }
}
