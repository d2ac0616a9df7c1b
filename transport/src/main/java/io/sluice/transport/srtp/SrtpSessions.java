package io.sluice.transport.srtp;

import java.security.GeneralSecurityException;

/** Makes sessions from exported keys. */
public final class SrtpSessions {
    private SrtpSessions() {}

    /**
     * A session on a chosen engine. May be called on any thread; the session then belongs to one loop. The first one on
     * {@link SrtpEngine#JITSI} in a process may take seconds, see {@link JitsiSession}.
     */
    public static SrtpSession create(SrtpKeys keys, SrtpEngine engine) {
        try {
            return switch (engine) {
                case JITSI -> new JitsiSession(keys);
                case JDK -> new JdkSession(new JdkTransforms(keys));
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks a cipher of SRTP", e);
        }
    }
}
