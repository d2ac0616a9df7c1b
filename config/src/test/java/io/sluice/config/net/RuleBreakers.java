package io.sluice.config.net;

import io.sluice.config.SluiceConfig;
import io.sluice.config.keys.KnownKeys;
import org.assertj.core.api.Assert;
import org.jspecify.annotations.Nullable;

/** Does what no class of this package may do, to show that somebody would notice. */
public final class RuleBreakers {
    private RuleBreakers() {}

    /** Of others. */
    public static final class UsesALibrary {
        @Nullable
        Assert<?, ?> library;
    }

    /** The package beside depends on this one. */
    public static final class LeansSideways {
        @Nullable
        KnownKeys other;
    }

    /** The package above depends on this one. */
    public static final class LeansUpwards {
        @Nullable
        SluiceConfig other;
    }
}
