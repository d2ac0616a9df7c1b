package io.sluice.sfu.track;

/** The three steps in which clients speak about video layers, and none. The order of the first three is the order of quality. */
public enum VideoQuality {
    LOW,
    MEDIUM,
    HIGH,
    /** No layer at all. */
    OFF;

    private static final VideoQuality[] VALUES = values();

    /** The quality of that ordinal, {@link #OFF} for anything outside 0 to 2. */
    public static VideoQuality of(int ordinal) {
        return ordinal < 0 || ordinal > 2 ? OFF : VALUES[ordinal];
    }

    /** Whether this asks for more than the other; {@link #OFF} is less than everything. */
    public boolean above(VideoQuality other) {
        return rank() > other.rank();
    }

    /** −1 for {@link #OFF}, 0 to 2 for the others. */
    public int rank() {
        return this == OFF ? -1 : ordinal();
    }
}
