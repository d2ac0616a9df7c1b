package io.sluice.tokenapi.channel;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What happens to tracks whose media are not encrypted from end to end. */
public enum E2eePolicy {
    /** Nobody looks. */
    OFF,
    /** They are counted. */
    REPORT,
    /** They are refused, and counted. */
    REQUIRE;

    /** Name in JSON, in tokens, in the database and in the configuration. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The policy of this label, or null. */
    public static @Nullable E2eePolicy ofLabel(String label) {
        for (E2eePolicy policy : values()) {
            if (policy.label().equals(label)) {
                return policy;
            }
        }
        return null;
    }
}
