package io.sluice.transport.stun;

import io.sluice.transport.ice.IceAgent;
import java.nio.channels.SocketChannel;
import org.assertj.core.api.Assert;
import org.bouncycastle.tls.TlsPeer;
import org.jitsi.srtp.SrtpPolicy;
import org.jspecify.annotations.Nullable;

/** Does what no class of this package may do, to show that somebody would notice. */
public final class StunRuleBreakers {
    private StunRuleBreakers() {}

    /** Of others. */
    public static final class UsesALibrary {
        @Nullable
        Assert<?, ?> library;
    }

    /** Input and output. */
    public static final class OpensASocket {
        @Nullable
        SocketChannel socket;
    }

    /** Knows a time that no test controls. */
    public static final class ReadsTheClock {
        long now() {
            return System.nanoTime();
        }
    }

    /** Cryptography is for DTLS. */
    public static final class UsesBouncyCastle {
        @Nullable
        TlsPeer other;
    }

    /** Cryptography is for SRTP. */
    public static final class UsesJitsi {
        @Nullable
        SrtpPolicy other;
    }

    /** The package above depends on this one. */
    public static final class LeansUpwards {
        @Nullable
        IceAgent other;
    }
}
