package io.sluice.signaling.sdp;

import io.sluice.sfu.room.Room;
import io.sluice.signaling.livekit.SignalSession;
import org.assertj.core.api.Assert;
import org.bouncycastle.tls.TlsPeer;
import org.jspecify.annotations.Nullable;

/** Does what no class of this package may do, to show that somebody would notice. */
public final class SdpRuleBreakers {
    private SdpRuleBreakers() {}

    /** Of others. */
    public static final class UsesALibrary {
        @Nullable
        Assert<?, ?> library;
    }

    /** Cryptography is below. */
    public static final class UsesBouncyCastle {
        @Nullable
        TlsPeer other;
    }

    /** The room is behind its mailbox. */
    public static final class EntersTheRoom {
        @Nullable
        Room other;
    }

    /** The package above depends on this one. */
    public static final class LeansUpwards {
        @Nullable
        SignalSession other;
    }
}
