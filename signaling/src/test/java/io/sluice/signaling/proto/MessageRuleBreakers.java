package io.sluice.signaling.proto;

import io.sluice.signaling.sdp.SdpReader;
import org.jspecify.annotations.Nullable;

/** Does what no class of this package may do, to show that somebody would notice. */
public final class MessageRuleBreakers {
    private MessageRuleBreakers() {}

    /** Messages are generated from files that know none of us. */
    public static final class LeansUpwards {
        @Nullable
        SdpReader other;
    }
}
