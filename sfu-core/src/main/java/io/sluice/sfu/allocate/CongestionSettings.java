package io.sluice.sfu.allocate;

import org.jspecify.annotations.Nullable;

/**
 * What an operator decides about lines that do not carry everything.
 *
 * @param enabled whether receivers are given less than they want at all
 * @param allowPause whether video may be paused where not even its lowest layer fits; null where the operator says nothing, and then it
 *     may (docs/adr/0011)
 */
public record CongestionSettings(
        boolean enabled, @Nullable Boolean allowPause) {
    /** Where the operator says nothing. */
    public static final CongestionSettings DEFAULT = new CongestionSettings(true, null);

    /** Whether video of a receiver may be paused; its own word counts where it gives one. */
    public boolean mayPause(@Nullable Boolean receiver) {
        if (receiver != null) {
            return receiver;
        }
        return allowPause == null || allowPause;
    }
}
