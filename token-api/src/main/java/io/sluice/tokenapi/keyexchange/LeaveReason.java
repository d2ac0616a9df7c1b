package io.sluice.tokenapi.keyexchange;

/** Why somebody is not in a call any more, in the word that clients are told. */
public enum LeaveReason {
    /** Said so. */
    LEFT("left"),
    /** The connection ended. */
    DISCONNECTED("disconnected"),
    /** May not be there any more. */
    REMOVED("removed"),
    /** Another session of the same person takes its place at once; nobody is told. */
    REPLACED("replaced"),
    /** Announced itself and then did nothing. */
    EXPIRED("expired");

    private final String word;

    LeaveReason(String word) {
        this.word = word;
    }

    /** For clients. */
    public String word() {
        return word;
    }
}
