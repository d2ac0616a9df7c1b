package io.sluice.transport.srtp;

/** Our own session: the memory of RFC 3711, what was sent and received per SSRC, around the transforms of one profile. */
final class JdkSession implements SrtpSession {
    private static final int ENCRYPTED = 1 << 31;
    private static final int INDEX_WORD = 4;

    private final JdkTransforms transforms;
    private final int rtpTag;
    private final int rtcpTrailer;
    private final SendIndices sent = new SendIndices();
    private final ReceiveIndices received = new ReceiveIndices();
    private final ReceiveIndices receivedReports = new ReceiveIndices();

    /** One counter serves all SSRCs: it is unique for each of them, and a receiver reads it from the packet. */
    private int reportsSent;

    JdkSession(JdkTransforms transforms) {
        this.transforms = transforms;
        rtpTag = transforms.profile.rtpTag;
        rtcpTrailer = transforms.profile.rtcpTag + INDEX_WORD;
    }

    @Override
    public int openRtp(byte[] packet, int offset, int length) {
        int header = RtpLayout.headerLength(packet, offset, length);
        if (header < 0 || length - header < rtpTag) {
            return BAD;
        }
        int ssrc = RtpLayout.rtpSsrc(packet, offset);
        long index = received.guess(ssrc, RtpLayout.sequence(packet, offset));
        if (index > ReceiveIndices.MAX_INDEX) {
            return BAD;
        }
        if (received.stale(ssrc, index)) {
            return REPLAYED;
        }
        int opened = transforms.rtpIn.openRtp(packet, offset, header, length, index);
        return opened < 0 || !received.accept(ssrc, index) ? BAD : opened;
    }

    @Override
    public int sealRtp(byte[] packet, int offset, int length) {
        int header = RtpLayout.headerLength(packet, offset, length);
        if (header < 0 || packet.length - offset - length < rtpTag) {
            return BAD;
        }
        long index = sent.indexOf(RtpLayout.rtpSsrc(packet, offset), RtpLayout.sequence(packet, offset));
        return index < 0 ? BAD : transforms.rtpOut.sealRtp(packet, offset, header, length, index);
    }

    @Override
    public int openRtcp(byte[] packet, int offset, int length) {
        if (!RtpLayout.isRtcp(packet, offset, length) || length < RtpLayout.RTCP_HEADER + rtcpTrailer) {
            return BAD;
        }
        // With authenticated encryption the word comes last, with an HMAC the tag does.
        boolean tagIsLast = transforms.profile == SrtpProfile.AES128_CM_HMAC_SHA1_80;
        int wordAt = offset + length - (tagIsLast ? rtcpTrailer : INDEX_WORD);
        int word = RtpLayout.int32(packet, wordAt);
        if ((word & ENCRYPTED) == 0) {
            return BAD;
        }
        int ssrc = RtpLayout.rtcpSsrc(packet, offset);
        long index = word & ~ENCRYPTED;
        if (receivedReports.stale(ssrc, index)) {
            return REPLAYED;
        }
        int opened = transforms.rtcpIn.openRtcp(packet, offset, length, word);
        return opened < 0 || !receivedReports.accept(ssrc, index) ? BAD : opened;
    }

    @Override
    public int sealRtcp(byte[] packet, int offset, int length) {
        if (!RtpLayout.isRtcp(packet, offset, length)
                || packet.length - offset - length < rtcpTrailer
                || reportsSent < 0) {
            return BAD;
        }
        // The keys are spent after 2^31 packets (RFC 3711 §9.2), which is where the counter becomes negative.
        return transforms.rtcpOut.sealRtcp(packet, offset, length, ENCRYPTED | reportsSent++);
    }
}
