package io.sluice.sfu.allocate;

import org.jspecify.annotations.Nullable;

/**
 * What an operator decides about lines that do not carry everything.
 *
 * @param enabled whether receivers are given less than they want at all
 * @param allowPause whether video may be paused where not even its lowest layer fits (docs/adr/0011)
 */
public record CongestionSettings(boolean enabled, boolean allowPause) {
    /** Where the operator says nothing. */
    public static final CongestionSettings DEFAULT = new CongestionSettings(true, true);

    /** Whether video of a receiver may be paused; its own word counts where it gives one. */
    public boolean mayPause(@Nullable Boolean receiver) {
        return receiver == null ? allowPause : receiver;
    }
}
