package io.sluice.sfu.negotiate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers single sections of a client's offer (RFC 8829 §5.3.1). Payload types and extension ids are always the offer's: Firefox plays
 * nothing otherwise. Which track belongs to a section is decided elsewhere.
 */
public final class Answerer {
    private final CodecCatalog catalog;
    private final LocalDescription local;

    /** An answerer for one offer. */
    public Answerer(CodecCatalog catalog, LocalDescription local) {
        this.catalog = catalog;
        this.local = local;
    }

    /** We receive what the client sends. Rejected where no codec is left. */
    public MediaSection receiving(MediaSection offer, IncomingPreference preference) {
        List<CodecParameters> codecs = new ArrayList<>();
        List<CodecParameters> accepted = accepted(offer, preference.codec());
        // A client may wish for a codec that its browser does not have; then it sends another.
        boolean only = preference.onlyThatCodec()
                && accepted.stream().anyMatch(codec -> isOrRepairs(codec, preference.codec(), offer));
        for (CodecParameters codec : accepted) {
            if (only && !isOrRepairs(codec, preference.codec(), offer)) {
                continue;
            }
            String fmtp = codec.name().equalsIgnoreCase("opus") ? opusFmtp(codec.fmtp(), preference) : codec.fmtp();
            codecs.add(with(codec, fmtp, CodecCatalog.receivedFeedback(offer.kind())));
        }
        if (codecs.isEmpty()) {
            return rejected(offer);
        }
        List<ExtensionParameters> extensions =
                ExtensionCatalog.answered(offer.kind(), offer.extensions(), catalog.playoutDelay());
        return section(offer, Direction.RECVONLY, codecs, extensions, null, offer.rids(), List.of(), List.of());
    }

    /** We send a track to the client. Null where the client takes none of its codecs. */
    public @Nullable MediaSection sending(MediaSection offer, OutgoingStream stream) {
        List<CodecParameters> codecs = new ArrayList<>();
        boolean found = false;
        boolean rtx = false;
        for (CodecParameters codec : accepted(offer, stream.codec())) {
            found |= codec.name().equalsIgnoreCase(stream.codec());
            rtx |= codec.name().equalsIgnoreCase("rtx");
            String fmtp = codec.name().equalsIgnoreCase("opus") && stream.stereo()
                    ? append(codec.fmtp(), "sprop-stereo=1")
                    : codec.fmtp();
            codecs.add(with(codec, fmtp, CodecCatalog.sentFeedback(offer.kind())));
        }
        if (!found) {
            return null;
        }
        List<ExtensionParameters> extensions =
                ExtensionCatalog.answered(offer.kind(), offer.extensions(), catalog.playoutDelay());
        return section(
                offer,
                Direction.SENDONLY,
                codecs,
                extensions,
                stream.msid(),
                List.of(),
                stream.ssrcs(rtx),
                stream.groups(rtx));
    }

    /** Nothing flows here for now. */
    public MediaSection idle(MediaSection offer) {
        List<CodecParameters> codecs = accepted(offer, "");
        if (codecs.isEmpty()) {
            return rejected(offer);
        }
        List<ExtensionParameters> extensions =
                ExtensionCatalog.answered(offer.kind(), offer.extensions(), catalog.playoutDelay());
        return section(offer, Direction.INACTIVE, codecs, extensions, null, List.of(), List.of(), List.of());
    }

    /** Data channels. */
    public MediaSection application(MediaSection offer, int maxMessageSize) {
        MediaSection answer =
                section(offer, Direction.SENDRECV, List.of(), List.of(), null, List.of(), List.of(), List.of());
        int port = offer.sctp() == null ? 5000 : offer.sctp().port();
        return Sections.withSctp(answer, new SctpParameters(port, maxMessageSize));
    }

    /** The section is refused, and stays so for the life of its mid. */
    public MediaSection rejected(MediaSection offer) {
        return Sections.rejected(offer);
    }

    /** Offered codecs that the room allows, the wanted one first; retransmission formats only of codecs that stay. */
    private List<CodecParameters> accepted(MediaSection offer, String first) {
        Set<Integer> kept = new HashSet<>();
        for (CodecParameters codec : offer.codecs()) {
            if (!codec.name().equalsIgnoreCase("rtx") && catalog.allows(offer.kind(), codec.name())) {
                kept.add(codec.payloadType());
            }
        }
        List<CodecParameters> wanted = new ArrayList<>();
        List<CodecParameters> others = new ArrayList<>();
        for (CodecParameters codec : offer.codecs()) {
            boolean rtx = codec.name().equalsIgnoreCase("rtx");
            int base = rtx ? Sections.apt(codec) : codec.payloadType();
            if (kept.contains(base) && (!rtx || catalog.allows(offer.kind(), "rtx"))) {
                (isOrRepairs(codec, first, offer) ? wanted : others).add(codec);
            }
        }
        wanted.addAll(others);
        return wanted;
    }

    private static boolean isOrRepairs(CodecParameters codec, String name, MediaSection offer) {
        if (!codec.name().equalsIgnoreCase("rtx")) {
            return codec.name().equalsIgnoreCase(name);
        }
        int apt = Sections.apt(codec);
        return offer.codecs().stream()
                .anyMatch(c -> c.payloadType() == apt && c.name().equalsIgnoreCase(name));
    }

    private static CodecParameters with(CodecParameters codec, String fmtp, List<String> ours) {
        List<String> feedback = codec.name().equalsIgnoreCase("rtx")
                ? List.of()
                : codec.feedback().stream().filter(ours::contains).toList();
        return new CodecParameters(
                codec.payloadType(), codec.name(), codec.clockRate(), codec.channels(), fmtp, feedback);
    }

    private static String opusFmtp(String offered, IncomingPreference preference) {
        String fmtp = preference.dtx() ? append(offered, "usedtx=1") : offered;
        return preference.stereo() ? append(append(fmtp, "stereo=1"), "maxaveragebitrate=510000") : fmtp;
    }

    private static String append(String fmtp, String parameter) {
        if (fmtp.isEmpty()) {
            return parameter;
        }
        return (";" + fmtp + ";").contains(";" + parameter + ";") ? fmtp : fmtp + ";" + parameter;
    }

    private MediaSection section(
            MediaSection offer,
            Direction direction,
            List<CodecParameters> codecs,
            List<ExtensionParameters> extensions,
            @Nullable StreamId msid,
            List<String> rids,
            List<SsrcParameters> ssrcs,
            List<SsrcGroup> groups) {
        return new MediaSection(
                offer.mid(),
                offer.kind(),
                offer.protocol(),
                false,
                direction,
                codecs,
                extensions,
                msid,
                rids,
                ssrcs,
                groups,
                local.ice(),
                local.fingerprint(),
                local.setup(),
                local.candidates(),
                true,
                offer.rtcpReducedSize(),
                null);
    }
}
