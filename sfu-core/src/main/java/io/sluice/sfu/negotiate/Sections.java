package io.sluice.sfu.negotiate;

import java.util.List;

/** Small facts about sections that several parts of negotiation need. */
public final class Sections {
    private Sections() {}

    /** The payload type that a retransmission format repairs (RFC 4588 §8.6), or -1. */
    public static int apt(CodecParameters rtx) {
        for (String parameter : rtx.fmtp().split(";", 16)) {
            String trimmed = parameter.strip();
            if (trimmed.startsWith("apt=") && trimmed.length() > 4 && trimmed.length() <= 7) {
                int value = 0;
                for (int i = 4; i < trimmed.length(); i++) {
                    int digit = trimmed.charAt(i) - '0';
                    if (digit < 0 || digit > 9) {
                        return -1;
                    }
                    value = value * 10 + digit;
                }
                return value;
            }
        }
        return -1;
    }

    static MediaSection withSctp(MediaSection s, SctpParameters sctp) {
        return new MediaSection(
                s.mid(),
                s.kind(),
                s.protocol(),
                s.rejected(),
                s.direction(),
                s.codecs(),
                s.extensions(),
                s.msid(),
                s.rids(),
                s.ssrcs(),
                s.groups(),
                s.ice(),
                s.fingerprint(),
                s.setup(),
                s.candidates(),
                s.endOfCandidates(),
                s.rtcpReducedSize(),
                sctp);
    }

    static MediaSection rejected(MediaSection offer) {
        return new MediaSection(
                offer.mid(),
                offer.kind(),
                offer.protocol(),
                true,
                Direction.INACTIVE,
                offer.codecs(),
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                List.of(),
                false,
                false,
                null);
    }
}
