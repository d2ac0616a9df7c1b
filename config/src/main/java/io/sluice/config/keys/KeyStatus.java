package io.sluice.config.keys;

/** Whether a key does anything. */
public enum KeyStatus {
    /** The configuration records have it and the program goes by it. */
    READ(true, true),
    /** The configuration records have it and no feature uses it yet; setting it is allowed and earns a warning. */
    AWAITED(true, false),
    /** LiveKit has the key and Sluice not yet the feature; setting it is allowed and earns a warning. */
    ACCEPTED(false, false);

    private final boolean inRecords;
    private final boolean effective;

    KeyStatus(boolean inRecords, boolean effective) {
        this.inRecords = inRecords;
        this.effective = effective;
    }

    /** Whether the configuration records have the key. */
    public boolean isInRecords() {
        return inRecords;
    }

    /** Whether setting the key changes anything. */
    public boolean isEffective() {
        return effective;
    }
}
