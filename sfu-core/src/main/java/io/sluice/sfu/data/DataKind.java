package io.sluice.sfu.data;

import org.jspecify.annotations.Nullable;

/** The three channels that LiveKit's clients and servers have; everything else is a channel of the application. */
public enum DataKind {
    /** Ordered, never lost. */
    RELIABLE("_reliable"),
    /** Unordered, never sent twice. */
    LOSSY("_lossy"),
    /** Frames of data tracks; unordered, never sent twice. */
    TRACK("_data_track");

    private final String label;

    DataKind(String label) {
        this.label = label;
    }

    /** The channel's label, by which both sides know it. */
    public String label() {
        return label;
    }

    /** The kind of a channel with that label; null for channels of the application. */
    public static @Nullable DataKind of(String label) {
        for (DataKind kind : VALUES) {
            if (kind.label.equals(label)) {
                return kind;
            }
        }
        return null;
    }

    private static final DataKind[] VALUES = values();
}
