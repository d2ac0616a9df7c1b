package io.sluice.transport.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.utils.logging2.Logger;
import org.jitsi.utils.logging2.LoggerImpl;
import org.jspecify.annotations.Nullable;

/**
 * A session on jitsi-srtp. The library's own replay window of 64 packets is switched off in favour of our wider one.
 *
 * <p>On its first use in a process the library races all cipher providers against each other, for one to three seconds on the calling
 * thread. Naming one of them up front shortens that.
 *
 * <p>Weaker than the contract in one point: with GCM it refuses to seal the same packet twice in a row.
 */
final class JitsiSession implements SrtpSession {
    private static final Logger LOGGER = new LoggerImpl(JitsiSession.class.getName());
    private static final int INDEX_WORD = 4;
    private static final int ENCRYPTED = 1 << 31;

    static {
        Aes.setFactoryClassName(Aes.class.getName() + "$SunJCECipherFactory");
    }

    private final SrtpProfile profile;
    private final SrtpContextFactory out;
    private final SrtpContextFactory in;
    private final Contexts<SrtpCryptoContext> rtpOut = new Contexts<>(new SrtpCryptoContext[8], SendIndices.MAX_SSRCS);
    private final Contexts<SrtpCryptoContext> rtpIn =
            new Contexts<>(new SrtpCryptoContext[8], ReceiveIndices.MAX_SSRCS);
    private final Contexts<SrtcpCryptoContext> rtcpOut =
            new Contexts<>(new SrtcpCryptoContext[8], SendIndices.MAX_SSRCS);
    private final Contexts<SrtcpCryptoContext> rtcpIn =
            new Contexts<>(new SrtcpCryptoContext[8], ReceiveIndices.MAX_SSRCS);
    private final ReceiveIndices received = new ReceiveIndices();
    private final ReceiveIndices receivedReports = new ReceiveIndices();
    private final Window window = new Window();

    JitsiSession(SrtpKeys keys) {
        profile = keys.profile();
        out = new SrtpContextFactory(true, keys.localKey(), keys.localSalt(), policy(profile), policy(profile), LOGGER);
        in = new SrtpContextFactory(
                false, keys.remoteKey(), keys.remoteSalt(), policy(profile), policy(profile), LOGGER);
    }

    @Override
    public int openRtp(byte[] packet, int offset, int length) {
        int header = RtpLayout.headerLength(packet, offset, length);
        if (header < 0 || length - header < profile.rtpTag) {
            return BAD;
        }
        int ssrc = RtpLayout.rtpSsrc(packet, offset);
        long index = received.guess(ssrc, RtpLayout.sequence(packet, offset));
        if (received.stale(ssrc, index)) {
            return REPLAYED;
        }
        SrtpCryptoContext known = rtpIn.get(ssrc);
        try {
            SrtpCryptoContext context = known != null ? known : in.deriveContext(ssrc, 0);
            window.over(packet, offset, length);
            if (context.reverseTransformPacket(window, false) != SrtpErrorStatus.OK || !received.accept(ssrc, index)) {
                return BAD;
            }
            if (known == null) {
                rtpIn.put(ssrc, context);
            }
            return window.getLength();
        } catch (GeneralSecurityException | RuntimeException e) {
            return BAD;
        }
    }

    @Override
    public int sealRtp(byte[] packet, int offset, int length) {
        if (RtpLayout.headerLength(packet, offset, length) < 0 || packet.length - offset - length < profile.rtpTag) {
            return BAD;
        }
        int ssrc = RtpLayout.rtpSsrc(packet, offset);
        SrtpCryptoContext context = rtpOut.get(ssrc);
        try {
            if (context == null) {
                context = out.deriveContext(ssrc, 0);
                if (!rtpOut.put(ssrc, context)) {
                    return BAD;
                }
            }
            window.over(packet, offset, length);
            return context.transformPacket(window) == SrtpErrorStatus.OK ? sealed(length + profile.rtpTag) : BAD;
        } catch (GeneralSecurityException | RuntimeException e) {
            return BAD;
        }
    }

    @Override
    public int openRtcp(byte[] packet, int offset, int length) {
        int trailer = profile.rtcpTag + INDEX_WORD;
        if (!RtpLayout.isRtcp(packet, offset, length) || length < RtpLayout.RTCP_HEADER + trailer) {
            return BAD;
        }
        boolean tagIsLast = profile == SrtpProfile.AES128_CM_HMAC_SHA1_80;
        int word = RtpLayout.int32(packet, offset + length - (tagIsLast ? trailer : INDEX_WORD));
        if ((word & ENCRYPTED) == 0) {
            return BAD;
        }
        int ssrc = RtpLayout.rtcpSsrc(packet, offset);
        long index = word & ~ENCRYPTED;
        if (receivedReports.stale(ssrc, index)) {
            return REPLAYED;
        }
        SrtcpCryptoContext known = rtcpIn.get(ssrc);
        try {
            SrtcpCryptoContext context = known != null ? known : in.deriveControlContext(ssrc);
            window.over(packet, offset, length);
            if (context.reverseTransformPacket(window) != SrtpErrorStatus.OK || !receivedReports.accept(ssrc, index)) {
                return BAD;
            }
            if (known == null) {
                rtcpIn.put(ssrc, context);
            }
            return window.getLength();
        } catch (GeneralSecurityException | RuntimeException e) {
            return BAD;
        }
    }

    @Override
    public int sealRtcp(byte[] packet, int offset, int length) {
        int trailer = profile.rtcpTag + INDEX_WORD;
        if (!RtpLayout.isRtcp(packet, offset, length) || packet.length - offset - length < trailer) {
            return BAD;
        }
        int ssrc = RtpLayout.rtcpSsrc(packet, offset);
        SrtcpCryptoContext context = rtcpOut.get(ssrc);
        try {
            if (context == null) {
                context = out.deriveControlContext(ssrc);
                if (!rtcpOut.put(ssrc, context)) {
                    return BAD;
                }
            }
            window.over(packet, offset, length);
            return context.transformPacket(window) == SrtpErrorStatus.OK ? sealed(length + trailer) : BAD;
        } catch (GeneralSecurityException | RuntimeException e) {
            return BAD;
        }
    }

    /** The library reports success even if its cipher refused; a packet that has not grown by a tag is still in the clear. */
    private int sealed(int expected) {
        return window.getLength() == expected ? expected : BAD;
    }

    private static SrtpPolicy policy(SrtpProfile profile) {
        SrtpPolicy policy = switch (profile) {
            case AEAD_AES_128_GCM, AEAD_AES_256_GCM ->
                new SrtpPolicy(
                        SrtpPolicy.AESGCM_ENCRYPTION,
                        profile.keyLength,
                        SrtpPolicy.NULL_AUTHENTICATION,
                        0,
                        profile.rtpTag,
                        profile.saltLength);
            case AES128_CM_HMAC_SHA1_80 ->
                new SrtpPolicy(
                        SrtpPolicy.AESCM_ENCRYPTION,
                        profile.keyLength,
                        SrtpPolicy.HMACSHA1_AUTHENTICATION,
                        CmTransform.AUTH_KEY,
                        profile.rtpTag,
                        profile.saltLength);
        };
        policy.setReceiveReplayEnabled(false);
        policy.setSendReplayEnabled(false);
        return policy;
    }

    /** Contexts by SSRC. One that has not proved itself yet is not kept, so forged SSRCs take no place. */
    private static final class Contexts<T> {
        private final SsrcTable ssrcs;
        private @Nullable T[] contexts;

        Contexts(@Nullable T[] first, int limit) {
            contexts = first;
            ssrcs = new SsrcTable(limit);
        }

        @Nullable
        T get(int ssrc) {
            int slot = ssrcs.find(ssrc);
            return slot < 0 ? null : contexts[slot];
        }

        boolean put(int ssrc, T context) {
            int slot = ssrcs.add(ssrc);
            if (slot < 0) {
                return false;
            }
            if (slot >= contexts.length) {
                contexts = Arrays.copyOf(contexts, 2 * contexts.length);
            }
            contexts[slot] = context;
            return true;
        }
    }
}
