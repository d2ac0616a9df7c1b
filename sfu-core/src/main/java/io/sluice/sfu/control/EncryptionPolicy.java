package io.sluice.sfu.control;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a room makes of tracks whose media are not encrypted from end to end, going by what their publishers say: what is encrypted looks
 * like any other payload.
 */
public enum EncryptionPolicy {
    /** Nothing. */
    OFF,
    /** They are let in, and observers are told. */
    REPORT,
    /** They are refused, and observers are told. */
    REQUIRE;

    /** The policy of this name in lower case, as configurations and tokens have it; null if there is none. */
    public static @Nullable EncryptionPolicy ofLabel(String label) {
        for (EncryptionPolicy policy : values()) {
            if (policy.name().toLowerCase(Locale.ROOT).equals(label)) {
                return policy;
            }
        }
        return null;
    }
}
